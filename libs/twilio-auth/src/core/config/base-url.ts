/** A public base URL in parts, each exactly as it was written. */
export interface BaseUrl {
  /** As it was written, without the colon: `HTTPS` stays `HTTPS`. */
  readonly scheme: string;
  /** With its `@`; empty when there is none. */
  readonly userInfo: string;
  readonly host: string;
  /** With its colon; empty when there is none. */
  readonly port: string;
  /** Path prefix without a trailing slash. */
  readonly path: string;
}

const BASE_URL =
  /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\]*@)?(\[[^\]/?#]*\]|[^:/?#@\\]+)(:\d+)?(\/[^?#]*)?$/i;

/**
 * Splits a base URL without normalising it: Twilio signs the text that was configured there,
 * including the case of scheme and host. `undefined` for anything else, a query or fragment
 * included. What the `URL` class repairs (`https:/h`, `https:\\h`, `https://h:`) is no base URL,
 * because Twilio would sign another text.
 */
export function parseBaseUrl(text: string): BaseUrl | undefined {
  const match = BASE_URL.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', userInfo = '', host = '', port = '', path = ''] = match;
  return { scheme, userInfo, host, port, path: path.endsWith('/') ? path.slice(0, -1) : path };
}

/** Whether a configured value is a base URL that HTTP requests can be made to. */
export function isHttpBaseUrl(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^https?:/i.test(value) &&
    parseBaseUrl(value) !== undefined &&
    URL.canParse(value)
  );
}
