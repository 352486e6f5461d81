import type { HeaderMap } from './exchange.js';

/** The body as axios hands it to the SDK: parsed when it is JSON, the text itself otherwise. */
export function parseBody(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Text of a body. A byte order mark is no part of it. */
export function decodeText(body: Buffer): string {
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Response headers as Node's own HTTP client shows them: repeated ones joined, cookies a list. */
export function joinHeaders(headers: HeaderMap): HeaderMap {
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (name === 'set-cookie') headers[name] = Array.isArray(value) ? value : [value ?? ''];
    else if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers;
}
