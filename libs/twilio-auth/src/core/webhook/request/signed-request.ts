import type { BaseUrl } from '../../config/base-url.js';
import { accountsNamedIn, hasTooManyFields, signedParams } from './form.js';
import { forwardedHints, type ForwardedHints } from '../signature/mismatch-variations.js';
import { queryFields, sidsNamedIn } from './named-sids.js';
import { publicUrls } from './public-url.js';
import type { SignedText } from '../signature/signature.js';
import { signedBody, type HashedBody } from './signed-body.js';
import type { WebhookRejectionReason } from '../verdict.js';
import {
  fieldOf,
  hostOf,
  isQueryOnly,
  pathOf,
  queryOf,
  type WebhookRequest,
} from './webhook-request.js';

/** A request, as far as a signature covers it. Every field is its own, also where it is absent. */
export interface SignedRequest {
  readonly kind: 'signed';
  /** The accounts whose keys may have signed it, where the route names none. */
  readonly sidsThatChooseKeys: readonly string[];
  /** Every account that its query and its form name. */
  readonly everySidNamed: readonly string[];
  /** The base URL as the server sees it, for an account that has none configured. */
  readonly ownBaseUrl: () => string;
  /** What proxies say about it; for explanations only. */
  readonly hints: () => ForwardedHints;
  /** Path and query as received. */
  readonly target: string;
  /** Every text that Twilio may have signed, the likeliest first. */
  readonly texts: (base: BaseUrl, target: string) => readonly SignedText[];
  /** A body that is signed by its hash in the URL. */
  readonly hashedBody: HashedBody | undefined;
}

/** Why a request cannot be verified, whoever signed it. */
export interface UnreadableRequest {
  readonly kind: 'unreadable';
  readonly reason: WebhookRejectionReason;
}

/**
 * The scheme of a WebSocket URL by that of the base URL. Twilio itself only calls `wss`; the
 * plain ones are for your own machine.
 */
const UPGRADE_SCHEMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['https', ['wss']],
  ['wss', ['wss']],
  ['http', ['ws', 'wss']],
  ['ws', ['ws', 'wss']],
]);

const NO_PARAMS = Buffer.alloc(0);

/** Reads an HTTP webhook; `target` is its path and query as received. */
export function readWebhook(
  request: WebhookRequest,
  target: string,
): SignedRequest | UnreadableRequest {
  const body = signedBody(request, target);
  if (body.kind === 'unreadable') return body;
  const query = queryFields(target);
  if (hasTooManyFields(query)) return { kind: 'unreadable', reason: 'too-many-fields' };
  const inQuery = accountsNamedIn(query);
  const inBody = accountsNamedIn(body.form);
  const choosing = isQueryOnly(request) ? inQuery : inBody;
  const isForm = body.kind === 'form';
  return {
    kind: 'signed',
    // A body that is signed by its hash names its account to the handler only.
    sidsThatChooseKeys: isForm ? choosing.accountSids : [],
    everySidNamed: sidsNamedIn(inQuery, inBody),
    hints: () => forwardedHints(request, target),
    ownBaseUrl: () => `${fieldOf(request, 'protocol') ?? 'https'}://${hostOf(request)}`,
    target,
    texts: (base: BaseUrl, at: string) => {
      const params = isForm ? signedParams(body.form) : NO_PARAMS;
      return publicUrls(base, at).map((url) => ({ url, params }));
    },
    hashedBody: isForm ? undefined : body,
  };
}

/** Reads the upgrade request of a WebSocket. */
export function readUpgrade(
  request: WebhookRequest,
  target: string,
): SignedRequest | UnreadableRequest {
  const query = queryFields(target);
  if (hasTooManyFields(query)) return { kind: 'unreadable', reason: 'too-many-fields' };
  const inQuery = accountsNamedIn(query);
  return {
    kind: 'signed',
    sidsThatChooseKeys: inQuery.accountSids,
    everySidNamed: sidsNamedIn(inQuery),
    hints: () => forwardedHints(request, target),
    ownBaseUrl: () => `wss://${hostOf(request)}`,
    target,
    texts: upgradeTexts,
    hashedBody: undefined,
  };
}

/**
 * Twilio signs the `wss:` URL (https://github.com/twilio-labs/twilio-aspnet/issues/162). Whether
 * with a trailing slash is not documented, and the query may be signed as part of the URL or as
 * parameters, as Twilio's own servers do it.
 */
function upgradeTexts(base: BaseUrl, target: string): SignedText[] {
  const query = queryOf(target);
  const path = pathOf(target);
  const params = signedParams(queryFields(target));
  const texts: SignedText[] = [];
  for (const scheme of UPGRADE_SCHEMES.get(base.scheme.toLowerCase()) ?? []) {
    for (const eitherPath of path === '/' ? [path] : [path, otherSlash(path)]) {
      const withQuery = query === '' ? eitherPath : `${eitherPath}?${query}`;
      for (const url of publicUrls({ ...base, scheme }, withQuery)) {
        texts.push({ url, params: NO_PARAMS });
      }
      if (query === '') continue;
      for (const url of publicUrls({ ...base, scheme }, eitherPath)) texts.push({ url, params });
    }
  }
  return texts;
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}
