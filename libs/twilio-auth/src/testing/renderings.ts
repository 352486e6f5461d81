import { inspect } from 'node:util';

/** One way of printing a value. */
export interface Rendering {
  readonly how: string;
  readonly text: string;
}

/** Everything that logging, serialising and debugging would make of a value. */
export function renderings(value: unknown): readonly Rendering[] {
  const ways: Record<string, () => string> = {
    'util.inspect': () => deep(value),
    'util.inspect without custom inspection': () => deep(value, { customInspect: false }),
    'JSON.stringify': () => JSON.stringify(value) ?? '',
    String: () => String(value),
    structuredClone: () => deep(structuredClone(value)),
  };
  return Object.entries(ways).flatMap(([how, render]) => {
    try {
      return [{ how, text: render() }];
    } catch {
      // What cannot be printed this way shows nothing this way.
      return [];
    }
  });
}

function deep(value: unknown, options: { readonly customInspect?: boolean } = {}): string {
  return inspect(value, {
    depth: 12,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
    ...options,
  });
}
