/** A public base URL in parts, each exactly as it was written. */
export interface BaseUrl {
  /** In lower case, without the colon. */
  readonly scheme: string;
  /** With its `@`; empty when there is none. */
  readonly userInfo: string;
  readonly host: string;
  /** With its colon; empty when there is none. */
  readonly port: string;
  /** Path prefix without a trailing slash. */
  readonly path: string;
}

const BASE_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#@]*)(:\d+)?([^?#]*)$/i;

/**
 * Splits a base URL without normalising it: Twilio signs the text that was configured there,
 * the case of the host included. `undefined` when it is none, or has a query or fragment.
 */
export function parseBaseUrl(text: string): BaseUrl | undefined {
  const match = BASE_URL.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', userInfo = '', host = '', port = '', path = ''] = match;
  if (host === '' || (path !== '' && !path.startsWith('/'))) return undefined;
  return {
    scheme: scheme.toLowerCase(),
    userInfo,
    host,
    port,
    path: path.endsWith('/') ? path.slice(0, -1) : path,
  };
}

/** Parses a base URL again only when it is another than last time. */
export class BaseUrlMemo {
  #text: string | undefined;
  #base: BaseUrl | undefined;

  parse(text: string): BaseUrl | undefined {
    if (text !== this.#text) {
      this.#text = text;
      this.#base = parseBaseUrl(text);
    }
    return this.#base;
  }
}
