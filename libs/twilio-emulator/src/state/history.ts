/** Holes that deleted items leave are closed once there are this many, and more than items. */
const MOST_HOLES = 1000;

/**
 * Messages or calls by their SID, in the order in which they were made. A list reads it from the newest one, or from
 * where a page ended, without copying what it does not show.
 */
export class History<T extends { readonly sid: string }> {
  readonly #positions = new Map<string, number>();
  #items: (T | undefined)[] = [];

  get size(): number {
    return this.#positions.size;
  }

  get(sid: string): T | undefined {
    const position = this.#positions.get(sid);
    return position === undefined ? undefined : this.#items[position];
  }

  has(sid: string): boolean {
    return this.#positions.has(sid);
  }

  add(item: T): void {
    this.#positions.set(item.sid, this.#items.push(item) - 1);
  }

  /** Returns whether it was there. */
  delete(sid: string): boolean {
    const position = this.#positions.get(sid);
    if (position === undefined) return false;
    this.#items[position] = undefined;
    this.#positions.delete(sid);
    if (this.#items.length - this.size > Math.max(MOST_HOLES, this.size)) this.#closeHoles();
    return true;
  }

  /** Every item, the oldest first. */
  *values(): Generator<T, void> {
    for (const item of this.#items) if (item !== undefined) yield item;
  }

  /** From the newest item back, or from the one before this SID. */
  *forward(after?: string): Generator<T, void> {
    const end = after === undefined ? undefined : this.#positions.get(after);
    for (let at = (end ?? this.#items.length) - 1; at >= 0; at--) {
      const item = this.#items[at];
      if (item !== undefined) yield item;
    }
  }

  /** The items that are newer than this one, the next newer one first. */
  *backward(before: string): Generator<T, void> {
    const start = this.#positions.get(before) ?? this.#items.length;
    for (let at = start + 1; at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item !== undefined) yield item;
    }
  }

  #closeHoles(): void {
    const items = [...this.values()];
    this.#items = [];
    this.#positions.clear();
    for (const item of items) this.add(item);
  }
}
