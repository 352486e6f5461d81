import type { WebhookKey } from '../accounts/account.js';
import { parseBaseUrl, type BaseUrl } from '../config/base-url.js';
import type { SignatureCheck } from './signature.js';
import type { SignedRequest } from './signed-request.js';
import { pathOf, queryOf } from './webhook-request.js';

/** A signature that did not match, with what it was checked against. */
interface Mismatch {
  readonly check: SignatureCheck;
  readonly request: SignedRequest;
  readonly keys: readonly WebhookKey[];
  readonly signature: Buffer;
  readonly base: BaseUrl;
  /** Path and query that it was checked for. */
  readonly target: string;
}

/**
 * Finds out what differs by trying the usual mistakes: the scheme or host behind a proxy, a
 * port, a path prefix, a trailing slash, a lost query. In development only, because a forged
 * request must not cost that much. One line, without query and body.
 */
export function explainMismatch(mismatch: Mismatch): string {
  const { base, request, check, keys, signature } = mismatch;
  for (const target of targetsLike(mismatch.target)) {
    for (const other of basesLike(base, request.ownBaseUrl())) {
      const found = request
        .texts(other, target)
        .find((text) => keys.some((key) => check.matches(key, text, signature)));
      if (found !== undefined) return explained(base, other, mismatch.target, target);
    }
  }
  return `No usual variation of ${shown(base, mismatch.target)} matches: the body differs, or the signature was made with none of the keys ${keys.map(({ name }) => `"${name}"`).join(', ')}.`;
}

function explained(base: BaseUrl, other: BaseUrl, target: string, otherTarget: string): string {
  const parts = (['scheme', 'host', 'port', 'path'] as const).filter(
    (part) => base[part] !== other[part],
  );
  const differing: string[] = [...parts];
  if (pathOf(target) !== pathOf(otherTarget) && !differing.includes('path')) differing.push('path');
  if (queryOf(target) !== queryOf(otherTarget)) differing.push('query');
  return `Differs in ${differing.join(' and ')}: the signature is for ${shown(other, otherTarget)}, and was checked for ${shown(base, target)}. Set webhook.baseUrl (TWILIO_WEBHOOK_BASE_URL) to the public origin that Twilio calls.`;
}

function basesLike(base: BaseUrl, ownBase: string): readonly BaseUrl[] {
  const own = parseBaseUrl(ownBase);
  const bases = own === undefined ? [base] : [base, { ...own, path: base.path }, own];
  const schemes = /^ws/i.test(base.scheme) ? ['wss', 'ws'] : ['https', 'http'];
  return [{ ...base, path: '' }, ...bases].flatMap((one) => [
    one,
    ...schemes.map((scheme) => ({ ...one, scheme })),
    ...schemes.map((scheme) => ({ ...one, scheme, port: '' })),
  ]);
}

function targetsLike(target: string): readonly string[] {
  const path = pathOf(target);
  const query = target.slice(path.length);
  const otherPath = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  return [target, otherPath + query, path, otherPath];
}

/** Without query and user info, which must not be logged. */
function shown({ scheme, host, port, path }: BaseUrl, target: string): string {
  return `${scheme}://${host}${port}${path}${pathOf(target)}`;
}
