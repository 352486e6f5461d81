import type { WebhookCredential } from '../../accounts/account.js';
import { parseBaseUrl, type BaseUrl } from '../../config/base-url.js';
import { userInfoOf } from '../keys/basic-credentials.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { SignedRequest } from './signed-request.js';
import { queryOf } from './webhook-request.js';

/** What a route, or a direct call, says about its public URL. */
export interface PublicUrlOptions {
  /** The whole URL as it stands in Twilio. */
  readonly url: string | undefined;
  /** Public origin and path prefix. */
  readonly baseUrl: string | undefined;
}

/** Where Twilio sent a request to: base URL, and path and query behind it. */
interface SignedPlace {
  readonly base: BaseUrl;
  readonly target: string;
}

const WHOLE_URL = /^([^/?#]*\/\/[^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/;

/**
 * Where Twilio sent the request to: the `url` of the route with the query of the request, else
 * the base URL of route or account, or the server's own view, with its path and query.
 * `undefined` where that is no URL.
 */
export function signedPlace(
  { target, ownBaseUrl }: SignedRequest,
  { webhook }: KeyRing,
  { url, baseUrl }: PublicUrlOptions,
  configured: ConfiguredBases,
): SignedPlace | undefined {
  if (url !== undefined) return placeOf(url, target);
  const isOwn = baseUrl === undefined && webhook.baseUrl !== undefined;
  const known = isOwn ? configured.get(webhook) : undefined;
  if (known !== undefined) return { base: known, target };
  const parsed = parseBaseUrl(baseUrl ?? webhook.baseUrl ?? ownBaseUrl());
  if (parsed === undefined) return undefined;
  // With Basic credentials, the URL at Twilio has user info, and may have been signed with it.
  const { basic } = webhook;
  const isAdded = basic !== undefined && parsed.userInfo === '';
  const base = isAdded ? { ...parsed, userInfo: userInfoOf(basic) } : parsed;
  if (isOwn) configured.set(webhook, base);
  return { base, target };
}

/** The base URLs of accounts, each parsed once and kept for as long as its account is. */
export type ConfiguredBases = WeakMap<WebhookCredential, BaseUrl>;

/** Whether this is a whole URL that Twilio can call. */
export function isPublicUrl(url: string): boolean {
  const place = placeOf(url, '/');
  return place !== undefined && /^(https?|wss?)$/i.test(place.base.scheme) && URL.canParse(url);
}

/** The fragment, which only tells Twilio how to connect, is not signed. */
function placeOf(url: string, requestTarget: string): SignedPlace | undefined {
  const [, origin = '', path = '', own = ''] = WHOLE_URL.exec(url) ?? [];
  const base = parseBaseUrl(origin);
  if (base === undefined) return undefined;
  const query = queryOf(requestTarget);
  return { base, target: (path === '' ? '/' : path) + (query === '' ? own : `?${query}`) };
}
