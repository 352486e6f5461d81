/** A list in the order in which it is shown, read only as far as a page needs it. */
export interface Listed<T> {
  /** From the first item on, or from the one after this SID. */
  forward(after?: string): Iterable<T>;
  /** From the item before this SID back to the first. */
  backward(before: string): Iterable<T>;
  has(sid: string): boolean;
}

/** The items of a list that pass a filter. */
export function filtered<T>(list: Listed<T>, isWanted: (item: T) => boolean): Listed<T> {
  return {
    forward: (after) => only(list.forward(after), isWanted),
    backward: (before) => only(list.backward(before), isWanted),
    has: (sid) => list.has(sid),
  };
}

/** A list that is short enough to be in an array. */
export function listed<T extends { readonly sid: string }>(all: readonly T[]): Listed<T> {
  const indexOf = (wanted: string): number => all.findIndex(({ sid }) => sid === wanted);
  return {
    forward: (after) => all.slice(after === undefined ? 0 : indexOf(after) + 1),
    backward: (before) => all.slice(0, Math.max(0, indexOf(before))).toReversed(),
    has: (sid) => indexOf(sid) >= 0,
  };
}

function* only<T>(items: Iterable<T>, isWanted: (item: T) => boolean): Generator<T, void> {
  for (const item of items) if (isWanted(item)) yield item;
}
