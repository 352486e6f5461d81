import type { WebhookKey } from '../../accounts/account.js';
import type { BaseUrl } from '../../config/base-url.js';
import { basesLike, targetsLike } from './mismatch-variations.js';
import type { SignatureCheck } from './signature.js';
import type { SignedRequest } from '../request/signed-request.js';
import { pathOf, queryOf } from '../request/webhook-request.js';

/** A signature that did not match, with what it was checked against. */
interface Mismatch {
  readonly check: SignatureCheck;
  readonly request: SignedRequest;
  /** The keys that may have made it, at least one. */
  readonly keys: readonly WebhookKey[];
  /** Every key of the account. */
  readonly allKeys: readonly WebhookKey[];
  readonly signature: Buffer;
  readonly base: BaseUrl;
  /** Path and query that it was checked for. */
  readonly target: string;
  /** It was checked for the `url` of a route or a call, rather than for a base URL. */
  readonly isWholeUrl: boolean;
}

/**
 * Finds out what differs by trying the usual mistakes: the scheme or host behind a proxy, a
 * port, a path prefix, a trailing slash, a query that was lost, encoded or sorted in another way,
 * another algorithm. In development only, because a forged request must not cost that much. One
 * line, without query and body, which claims nothing that was not tried.
 */
export function explainMismatch(mismatch: Mismatch): string {
  const { base, target, request, check, keys, signature } = mismatch;
  const { hosts, targets } = request.hints();
  const signs = (other: BaseUrl, at: string, candidates = keys): WebhookKey | undefined => {
    const texts = request.texts(other, at);
    return candidates.find((key) => texts.some((text) => check.matches(key, text, signature)));
  };
  const misused = signs(base, target, misusedKeys(mismatch));
  if (misused !== undefined) {
    return `The signature was made with the key "${misused.name}" and ${misused.algorithm}, which that key was not given for.`;
  }
  for (const at of targetsLike(target, targets)) {
    for (const other of basesLike(base, request.ownBaseUrl(), hosts)) {
      if (signs(other, at) !== undefined) return explained(mismatch, other, at);
    }
  }
  const names = keys.map(({ name }) => `"${name}"`).join(', ');
  return `No usual variation of ${shown(base, target)} matches: the body differs, or the signature was made with none of the keys ${names}, or for a URL that was not tried.`;
}

/** The keys of the account that were given for another algorithm than that of the signature. */
function misusedKeys({ keys, allKeys }: Mismatch): WebhookKey[] {
  const { algorithm } = keys[0]!;
  return allKeys.filter((key) => key.algorithm !== algorithm).map((key) => ({ ...key, algorithm }));
}

function explained(
  { base, target, isWholeUrl }: Mismatch,
  other: BaseUrl,
  otherTarget: string,
): string {
  const inBase = (['scheme', 'host', 'port', 'path'] as const).filter(
    (part) => base[part] !== other[part],
  );
  const isCase = base.host.toLowerCase() === other.host.toLowerCase();
  const differing: string[] = inBase.map((part) =>
    part === 'host' && isCase ? 'the case of the host' : part,
  );
  const isPath = pathOf(target) !== pathOf(otherTarget);
  if (isPath && !differing.includes('path')) differing.push('path');
  const query = queryDifference(queryOf(target), queryOf(otherTarget));
  if (query !== undefined) differing.push(query);
  const places = `the signature is for ${shown(other, otherTarget)}, and was checked for ${shown(base, target)}.`;
  const advice = [
    ...(inBase.length > 0 ? [isWholeUrl ? URL_ADVICE : BASE_URL_ADVICE] : []),
    ...(isPath ? [isWholeUrl ? URL_ADVICE : PATH_ADVICE] : []),
    ...(query === undefined ? [] : [QUERY_ADVICE]),
  ];
  return `Differs in ${differing.join(' and ')}: ${places} ${[...new Set(advice)].join(' ')}`;
}

const BASE_URL_ADVICE =
  'Set webhook.baseUrl (TWILIO_WEBHOOK_BASE_URL) to the public origin that Twilio calls.';
const URL_ADVICE = 'Correct the url of @TwilioWebhook() to the one that stands in Twilio.';
const PATH_ADVICE =
  'Something on the way changes the path: give the route the URL that stands in Twilio, with @TwilioWebhook({ url }).';
const QUERY_ADVICE = 'Something on the way changes the query, which must arrive as it was sent.';

function queryDifference(received: string, signed: string): string | undefined {
  if (received === signed) return undefined;
  if (sorted(received) === sorted(signed)) return 'the order of the query';
  return plain(received) === plain(signed) ? 'the encoding of the query' : 'query';
}

function sorted(query: string): string {
  return query.split('&').toSorted().join('&');
}

function plain(query: string): string {
  return new URLSearchParams(query).toString();
}

/** Without query and user info, which must not be logged. */
function shown({ scheme, host, port, path }: BaseUrl, target: string): string {
  return `${scheme}://${host}${port}${path}${pathOf(target)}`;
}
