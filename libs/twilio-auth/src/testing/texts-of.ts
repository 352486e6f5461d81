import { inspect, types } from 'node:util';
import { shortened } from '../core/primitives/shortened.js';

/** One text that a value shows, and where in the value it is. */
export interface ShownText {
  /** Path from the root, such as `.config.headers[0]`. */
  readonly path: string;
  readonly text: string;
}

/** Objects that are visited once, and objects that are not entered. */
export interface Visits {
  readonly seen: WeakSet<object>;
  /** Roots of their own, which must not be blamed on whoever refers to them. */
  readonly others?: ReadonlySet<unknown>;
}

/** A path this long says enough, and the graph of an application is deeper. */
const LONGEST_PATH = 120;

/**
 * Every text that printing, logging or debugging a value can show: strings in properties, hidden and
 * symbol ones too, in maps, sets and promises, and what custom inspection, `toJSON()` and its own
 * `toString()` return. Each object is visited once. `util.inspect` prints an object again wherever
 * it is referred to, which takes minutes for an application.
 */
export function* textsOf(root: unknown, { seen, others }: Visits): Generator<ShownText> {
  const queue: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  yield { path: '', text: attempt(() => String(root)) ?? '' };
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') yield { path, text: value };
    if (typeof value === 'symbol') yield { path, text: String(value) };
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    if (seen.has(value) || (value !== root && others?.has(value) === true)) continue;
    seen.add(value);
    for (const text of inspectedTexts(value)) yield { path, text };
    // As JSON.stringify does, which does not call it again on what it returned.
    if (!path.endsWith(TO_JSON)) queue.push({ value: jsonOf(value), path: path + TO_JSON });
    const deeper = shortened(path, LONGEST_PATH);
    for (const [key, child] of childrenOf(value)) {
      // A secret may be a key, too.
      if (key.startsWith('.')) yield { path: deeper, text: key.slice(1) };
      queue.push({ value: child, path: deeper + key });
    }
  }
}

const TO_JSON = '.toJSON()';

function jsonOf(value: object): unknown {
  return attempt(() =>
    'toJSON' in value && typeof value.toJSON === 'function'
      ? (value.toJSON('') as unknown)
      : undefined,
  );
}

/** What an object says about itself when it is inspected. */
function inspectedTexts(value: object): string[] {
  return [
    attempt(() => (inspect.custom in value ? inspect(value, { depth: 0 }) : undefined)),
    // The value of a promise cannot be read in another way.
    attempt(() =>
      types.isPromise(value) ? inspect(value, { depth: 4, showHidden: true }) : undefined,
    ),
  ].filter((text) => text !== undefined);
}

function* childrenOf(value: object): Generator<[key: string, child: unknown]> {
  // Their elements are numbers, and there may be megabytes of them.
  if (ArrayBuffer.isView(value)) return;
  if (types.isMap(value)) {
    for (const [key, child] of value) {
      yield ['<key>', key];
      yield ['<value>', child];
    }
  }
  if (types.isSet(value)) for (const child of value) yield ['<item>', child];
  for (const key of ownKeys(value)) {
    const descriptor = attempt(() => Object.getOwnPropertyDescriptor(value, key));
    // A getter may have effects, and printing does not call it.
    if (descriptor !== undefined && 'value' in descriptor)
      yield [`.${String(key)}`, descriptor.value];
  }
}

function ownKeys(value: object): readonly PropertyKey[] {
  return attempt(() => Reflect.ownKeys(value)) ?? [];
}

/** What cannot be printed this way shows nothing this way. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
