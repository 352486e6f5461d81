import type { BaseUrl } from './base-url.js';
import { formFields } from './form-fields.js';
import { namedAccounts } from './named-accounts.js';
import { publicUrls } from './public-url.js';
import type { SignedText } from './signature.js';
import { signedBody } from './signed-body.js';
import type { SignedParams } from './signed-params.js';
import { upgradeTexts } from './upgrade-url.js';
import type { WebhookRejectionReason } from './verdict.js';
import { isQueryOnly, queryOf, type WebhookRequest } from './webhook-request.js';

/** What a request gives to verify it by. */
export interface Evidence {
  /** The accounts that the request names; more than one only in a request of no good. */
  readonly sids: readonly string[];
  /** The base URL as the server sees it, for an account that has none configured. */
  readonly ownBase: () => string;
  /** Path and query as received. */
  readonly target: string;
  /** Everything that the signature may have been made of, the likeliest first. */
  readonly texts: (base: BaseUrl, target: string) => readonly SignedText[];
  /** The body that a signed hash stands for. */
  readonly hashed?: { readonly hash: string; readonly bytes: Uint8Array };
}

/** Evidence, or why there can be none. */
export type Reading = Evidence | { readonly reason: WebhookRejectionReason };

const NO_PARAMS = Buffer.alloc(0);

/** Reads an HTTP webhook; `target` is its path and query as received. */
export function hookEvidence(
  request: WebhookRequest,
  target: string,
  params: SignedParams,
): Reading {
  const body = signedBody(request, target);
  if ('reason' in body) return body;
  const inQuery = isQueryOnly(request) ? queryAccounts(target) : [];
  const inBody = 'form' in body ? namedAccounts(body.form) : [];
  const evidence = {
    sids: inQuery.length === 0 ? inBody : [...inQuery, ...inBody],
    ownBase: () => `${request.protocol ?? 'https'}://${hostOf(request)}`,
    target,
    texts: (base: BaseUrl, at: string) => {
      const signed = 'form' in body ? params.of(body.form) : NO_PARAMS;
      return publicUrls(base, at).map((url) => ({ url, params: signed }));
    },
  };
  return 'hash' in body ? { ...evidence, hashed: body } : evidence;
}

/** Reads the upgrade request of a WebSocket. */
export function upgradeEvidence(
  request: WebhookRequest,
  target: string,
  params: SignedParams,
): Reading {
  return {
    sids: queryAccounts(target),
    ownBase: () => `wss://${hostOf(request)}`,
    target,
    texts: (base, at) => upgradeTexts(base, at, params),
  };
}

function queryAccounts(target: string): string[] {
  const query = queryOf(target);
  return query === '' ? [] : namedAccounts(formFields(Buffer.from(query)));
}

function hostOf({ host, headers }: WebhookRequest): string {
  const header = headers['host'];
  return host ?? (typeof header === 'string' ? header : '');
}
