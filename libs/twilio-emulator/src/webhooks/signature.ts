import { createHash, createHmac } from 'node:crypto';
import type { SignatureAlgorithm } from '../state/account.js';

export type Pairs = readonly [name: string, value: string][];
/** Parameters by name; a list repeats its name. */
export type WebhookParams = Readonly<Record<string, string | readonly string[]>>;

/**
 * The value of `X-Twilio-Signature` for a request with form parameters: an HMAC, SHA-1 unless given, over the URL,
 * then every parameter's name and value without separators, sorted by name. A repeated name is
 * followed by each of its different values, in order.
 * A request without a form (GET, JSON) is signed by its URL alone.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signWebhook(
  secret: string,
  url: string,
  params: Pairs = [],
  algorithm: SignatureAlgorithm = 'hmac-sha1',
): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of params) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  const text = [...values.keys()]
    .toSorted(byCodeUnit)
    .flatMap((name) => [...(values.get(name) ?? [])].toSorted(byCodeUnit).map((v) => name + v));
  return createHmac(algorithm.slice('hmac-'.length), secret)
    .update(url + text.join(''), 'utf8')
    .digest('base64');
}

/** The parameters one by one, a repeated name once for each value. */
export function pairsOf(params: WebhookParams): Pairs {
  return Object.entries(params).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((item): [string, string] => [name, item]),
  );
}

/** The URL of a JSON webhook: the hash of the body travels in the query, so the URL binds it. */
export function withBodyHash(url: string, body: string): string {
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
