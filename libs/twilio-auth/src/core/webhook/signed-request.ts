import type { BaseUrl } from '../config/base-url.js';
import { accountSidsOf, hasTooManyFields, parseForm, signedParams, type Form } from './form.js';
import { publicUrls } from './public-url.js';
import type { SignedText } from './signature.js';
import { signedBody } from './signed-body.js';
import type { WebhookRejectionReason } from './verdict.js';
import { isQueryOnly, pathOf, queryOf, type WebhookRequest } from './webhook-request.js';

/** A request, as far as a signature covers it. */
export interface SignedRequest {
  /** The accounts that it names. */
  readonly accountSids: readonly string[];
  /** The base URL as the server sees it, for an account that has none configured. */
  readonly ownBaseUrl: () => string;
  /** Path and query as received. */
  readonly target: string;
  /** Every text that Twilio may have signed, the likeliest first. */
  readonly texts: (base: BaseUrl, target: string) => readonly SignedText[];
  /** A body that is signed by its hash in the URL. */
  readonly hashedBody?: { readonly hash: string; readonly bytes: Uint8Array };
}

/** Why a request cannot be verified, whoever signed it. */
export interface UnreadableRequest {
  readonly reason: WebhookRejectionReason;
}

/**
 * The scheme of a WebSocket URL by that of the base URL. Twilio itself only calls `wss`; the
 * plain ones are for your own machine.
 */
const UPGRADE_SCHEMES: Readonly<Record<string, readonly string[]>> = {
  https: ['wss'],
  wss: ['wss'],
  http: ['ws', 'wss'],
  ws: ['ws', 'wss'],
};

const NO_PARAMS = Buffer.alloc(0);

/** Reads an HTTP webhook; `target` is its path and query as received. */
export function readWebhook(
  request: WebhookRequest,
  target: string,
): SignedRequest | UnreadableRequest {
  const body = signedBody(request, target);
  if ('reason' in body) return body;
  if (target.includes('?') && hasTooManyFields(queryFields(target))) {
    return { reason: 'too-many-fields' };
  }
  const inQuery = isQueryOnly(request) ? accountSidsOfQuery(target) : [];
  const inBody = 'form' in body ? accountSidsOf(body.form) : [];
  const signedRequest = {
    accountSids: [...inQuery, ...inBody],
    ownBaseUrl: () => `${request.protocol ?? 'https'}://${hostOf(request)}`,
    target,
    texts: (base: BaseUrl, at: string) => {
      const params = 'form' in body ? signedParams(body.form) : NO_PARAMS;
      return publicUrls(base, at).map((url) => ({ url, params }));
    },
  };
  return 'hash' in body ? { ...signedRequest, hashedBody: body } : signedRequest;
}

/** Reads the upgrade request of a WebSocket. */
export function readUpgrade(
  request: WebhookRequest,
  target: string,
): SignedRequest | UnreadableRequest {
  if (hasTooManyFields(queryFields(target))) return { reason: 'too-many-fields' };
  return {
    accountSids: accountSidsOfQuery(target),
    ownBaseUrl: () => `wss://${hostOf(request)}`,
    target,
    texts: upgradeTexts,
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
  for (const scheme of UPGRADE_SCHEMES[base.scheme.toLowerCase()] ?? []) {
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

function accountSidsOfQuery(target: string): string[] {
  return queryOf(target) === '' ? [] : accountSidsOf(queryFields(target));
}

function queryFields(target: string): Form {
  return parseForm(Buffer.from(queryOf(target)));
}

function hostOf({ host, headers }: WebhookRequest): string {
  const header = headers['host'];
  return host ?? (typeof header === 'string' ? header : '');
}
