/**
 * Parameters of a form body or a query string. Names are Twilio's (`To`, `StatusCallbackEvent`),
 * a repeated name keeps every value, and nothing is interpreted: no brackets, no prototypes.
 */
export class Parameters {
  static readonly none = new Parameters(new URLSearchParams());

  readonly #pairs: URLSearchParams;

  constructor(pairs: URLSearchParams) {
    this.#pairs = pairs;
  }

  static parse(text: string): Parameters {
    return text === '' ? Parameters.none : new Parameters(new URLSearchParams(text));
  }

  /** The first value of `name`; `undefined` if it is empty. */
  get(name: string): string | undefined {
    return this.#pairs.get(name) || undefined;
  }

  /** The first value of `name`, even when it is empty: an update may clear a field. */
  raw(name: string): string | undefined {
    return this.#pairs.get(name) ?? undefined;
  }

  /** Every value of `name`, in the order of the request. */
  getAll(name: string): readonly string[] {
    return this.#pairs.getAll(name).filter((value) => value !== '');
  }

  /** The names that have a value, each once. */
  names(): readonly string[] {
    return [...new Set([...this.#pairs].flatMap(([name, value]) => (value === '' ? [] : [name])))];
  }

  entries(): IterableIterator<[string, string]> {
    return this.#pairs.entries();
  }
}
