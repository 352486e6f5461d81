/** The end of the application: known once, whoever asks, and told to any number of listeners. */
export class Closing {
  readonly #callbacks = new Set<() => void>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Calls back when the application closes. Returns the cancellation. Unlike an `AbortSignal`,
   * it does not warn of a leak when more than ten calls wait.
   */
  onClose(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  close(): void {
    this.#isClosed = true;
    for (const callback of this.#callbacks) callback();
    this.#callbacks.clear();
  }
}
