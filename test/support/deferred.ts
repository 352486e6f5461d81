/** A promise that a test resolves from outside; `Promise.withResolvers()` comes with Node 22. */
export class Deferred<T> {
  resolve!: (value: T) => void;
  readonly promise = new Promise<T>((resolve) => {
    this.resolve = resolve;
  });
}
