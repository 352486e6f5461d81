import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import twilio from 'twilio';

const sdkFile = createRequire(import.meta.url);
const AC = `AC${'0'.repeat(32)}`;
const SID = `XX${'0'.repeat(32)}`;

type Base = new (...args: never[]) => object;
const Domain = (sdkFile('twilio/lib/base/Domain') as { default: Base }).default;
const Version = (sdkFile('twilio/lib/base/Version') as { default: Base }).default;

/** Any parameter that a method asks for; own properties are those that a copy must have too. */
const ANY_PARAMETERS: object = new Proxy(
  { accountSid: 'x', channel: 'x' },
  {
    get: (_, key) => {
      if (typeof key === 'symbol') return undefined;
      return key === 'limit' || key === 'pageSize' ? 1 : 'x';
    },
  },
);

/** No request of their own: helpers, and those that fetch whatever URL they are given. */
const NOT_CALLED = ['constructor', 'toJSON', 'get', 'getPage', 'getPageWithHttpInfo'];

/** What calling every method of the SDK asks of Twilio. */
export interface SdkOperations {
  /** `GET api.twilio.com/2010-04-01/Accounts/*.json`: `*` is a parameter; sorted, each once. */
  readonly requests: readonly string[];
  /** How many methods were called. */
  readonly calls: number;
  /** Methods that failed before they asked for anything. */
  readonly failures: readonly string[];
}

/**
 * Calls every method of every resource of the SDK, with a client that sends nothing. The SDK warns
 * of getters that are deprecated.
 */
export async function sdkOperations(): Promise<SdkOperations> {
  const requests = new Set<string>();
  const failures: string[] = [];
  let [calls, asked] = [0, 0];
  const request = ({ method, uri }: { method: string; uri: string }): Promise<never> => {
    asked += 1;
    const path = uri.replace('https://', '').replaceAll(SID, '*').replaceAll(AC, '*');
    requests.add(`${method.toUpperCase()} ${path}`);
    // No answer at all: `each` would leave a refusal unhandled.
    return new Promise(() => undefined);
  };

  const seen = new Set<object>();
  const callAll = async (resource: unknown, name: string): Promise<void> => {
    if (!isResource(resource) || seen.has(resource)) return;
    seen.add(resource);
    for (const [key, { value }] of propertiesOf(resource)) {
      if (typeof value !== 'function' || key.startsWith('_') || NOT_CALLED.includes(key)) continue;
      calls += 1;
      const before = asked;
      try {
        void (value as (parameters: object) => unknown).call(resource, ANY_PARAMETERS);
      } catch (error) {
        failures.push(`${name}.${key}: ${(error as Error).message}`);
      }
      await new Promise(setImmediate);
      if (asked === before) failures.push(`${name}.${key}: no request`);
    }
    if (typeof resource === 'function') await callAll(resource(SID, SID, SID), `${name}()`);
    for (const [key, { get }] of propertiesOf(resource)) {
      if (get !== undefined) await callAll(get.call(resource), `${name}.${key}`);
    }
  };

  const client = twilio(AC, 'secret', { httpClient: { request } as never });
  for (const [product, { get }] of propertiesOf(client)) {
    const domain: unknown = get?.call(client);
    if (!(domain instanceof Domain)) continue;
    for (const [name, resource] of resourcesOf(domain)) await callAll(resource, product + name);
  }
  return { requests: [...requests].toSorted(), calls, failures };
}

/** The resources of a product and of its versions; some have methods that take the SIDs above them. */
function* resourcesOf(holder: object): Generator<[name: string, resource: unknown]> {
  for (const [key, { get, value }] of propertiesOf(holder)) {
    const found: unknown = get?.call(holder);
    if (found instanceof Version) {
      for (const [name, resource] of resourcesOf(found)) yield [`.${key}${name}`, resource];
    } else if (get !== undefined) {
      yield [`.${key}`, found];
    } else if (holder instanceof Version && !(key in Version.prototype) && isFunction(value)) {
      for (const sids of [[SID], [SID, SID], [SID, SID, SID]]) {
        yield [`.${key}(${sids.length})`, accessed(() => value.apply(holder, sids))];
      }
    }
  }
}

/** Undefined where a method wants more SIDs. */
function accessed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isFunction(value: unknown): value is (...args: readonly string[]) => unknown {
  return typeof value === 'function';
}

/** Properties of an object and of its classes, without those of every object or function. */
function propertiesOf(object: object): readonly [string, PropertyDescriptor][] {
  const found = new Map<string, PropertyDescriptor>();
  let from: object = object;
  while (from !== Object.prototype && from !== Function.prototype) {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
      if (!found.has(key)) found.set(key, descriptor);
    }
    from = Object.getPrototypeOf(from) as object;
  }
  return [...found];
}

function isResource(value: unknown): value is object {
  return typeof value === 'function'
    ? '_version' in value
    : typeof value === 'object' && value !== null && '_solution' in value;
}

/** The paths of each source file of the SDK that asks for something, for a check of completeness. */
export function pathsOfSdkSources(): readonly { file: string; paths: readonly string[] }[] {
  const folder = join(dirname(sdkFile.resolve('twilio/package.json')), 'lib/rest');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => text.includes('uri: instance._uri'))
    .map(({ file, text }) => ({
      file,
      paths: [...text.matchAll(/\b_uri = `([^`]*)`/g)].map(([, path = '']) =>
        path.replaceAll(/\$\{\w+\}/g, '*'),
      ),
    }));
}
