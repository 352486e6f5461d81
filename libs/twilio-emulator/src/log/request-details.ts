/** As Node gives them. */
export type RawHeaders = Readonly<Record<string, string | number | string[] | undefined>>;

/** How many requests have details, and how much of a body is kept: 13 MB at most. */
const MOST_REQUESTS = 200;
const LONGEST_BODY = 32 * 1024;

/** What the log does not have: headers and bodies. They may contain secrets, so only the inspector reads them. */
export interface RequestDetails {
  readonly headers: RawHeaders;
  body: string;
  /** `undefined` without an answer. */
  answer: { readonly headers: RawHeaders; readonly body: string } | undefined;
}

/** The details of the last 200 requests. */
export class RequestDetailsLog {
  readonly #kept = new Map<string, RequestDetails>();

  add(id: string, headers: RawHeaders): void {
    this.#kept.set(id, { headers, body: '', answer: undefined });
    if (this.#kept.size <= MOST_REQUESTS) return;
    const [oldest = ''] = this.#kept.keys();
    this.#kept.delete(oldest);
  }

  received(id: string, body: unknown): void {
    const details = this.#kept.get(id);
    if (details !== undefined && typeof body === 'string') details.body = shortened(body);
  }

  answered(id: string, headers: RawHeaders, body: string): void {
    const details = this.#kept.get(id);
    if (details !== undefined) details.answer = { headers, body: shortened(body) };
  }

  find(id: string): RequestDetails | undefined {
    return this.#kept.get(id);
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** The start of a long text, copied: a slice would keep all of it in memory. */
function shortened(text: string): string {
  if (text.length <= LONGEST_BODY) return text;
  return `${Buffer.from(text.slice(0, LONGEST_BODY)).toString()}…`;
}
