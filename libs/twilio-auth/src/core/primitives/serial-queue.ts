/** Runs one piece of work at a time, in the order in which they were added. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the work does. Work that fails does not keep the next from running. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const added = this.#last.then(work);
    this.#last = added.catch(() => {});
    return added;
  }
}
