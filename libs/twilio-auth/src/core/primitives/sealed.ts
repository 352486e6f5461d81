/**
 * Holds what must not be looked into: a dependency injection container keeps every provider,
 * and printing the container prints them all.
 */
export class Sealed<T> {
  readonly #content: T;

  constructor(content: T) {
    this.#content = content;
  }

  open(): T {
    return this.#content;
  }
}
