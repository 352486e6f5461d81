/** One API request as the capability check and the events see it: no header, no body, no query. */
export interface ApiRequest {
  readonly method: string;
  readonly host: string;
  /** Path without its query string. */
  readonly path: string;
  /** Names and values of the form or JSON body, to tell a restricted-key creation from others. */
  readonly data?: unknown;
}

/** Whether the request goes to this product, in any region; a host that is not Twilio's may be any. */
export function isOnProduct({ host }: ApiRequest, product: string): boolean {
  return host.startsWith(`${product}.`) || !host.endsWith('.twilio.com');
}

/** The value of one field of the body, however the body was given. */
export function bodyField({ data }: ApiRequest, name: string): unknown {
  if (typeof data === 'string') return new URLSearchParams(data).get(name) ?? undefined;
  if (data instanceof URLSearchParams) return data.get(name) ?? undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  return (data as Record<string, unknown>)[name];
}
