/**
 * The options of a method that a strategy of the application's own understands.
 * They may hold secrets of any shape, so nothing but that strategy's factory gets to see them.
 */
export class CustomCredential {
  readonly #options: Readonly<Record<string, unknown>>;

  constructor(
    readonly method: string,
    options: Readonly<Record<string, unknown>>,
  ) {
    this.#options = options;
  }

  /** The `auth` options as they were given. */
  options(): Readonly<Record<string, unknown>> {
    return this.#options;
  }
}
