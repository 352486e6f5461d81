import { created, noContent, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall, ApiRoute } from './route.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import type { AuthTokens } from '../state/account.js';
import { newAuthToken } from '../protocol/sid.js';
import { iso8601 } from '../protocol/formats.js';

// Twilio's pages do not say whether a standard key may do this. It would give the key
// the whole account, so it may not.
const SHARED = { product: 'accounts', access: { fullAccessOnly: true }, parameters: [] } as const;
const SECONDARY = '/v1/AuthTokens/Secondary';
const PROMOTE = '/v1/AuthTokens/Promote';

/**
 * Rotation of the Auth Token: make a secondary one, use it, promote it. Both work for REST until
 * the promotion; API keys are not affected.
 * @see https://www.twilio.com/docs/iam/api/secondary_authtoken
 * @see https://www.twilio.com/docs/iam/api/authtoken
 */
export const authTokenRoutes: readonly ApiRoute[] = [
  { ...SHARED, verb: 'POST', path: SECONDARY, handle: createSecondary },
  { ...SHARED, verb: 'DELETE', path: SECONDARY, handle: deleteSecondary },
  { ...SHARED, verb: 'POST', path: PROMOTE, handle: promote },
];

function createSecondary(call: ApiCall): Answer {
  const tokens = tokensOf(call);
  if (tokens.secondary !== undefined) {
    throw invalid(20001, 'There is a secondary Auth Token already: promote or delete it first.');
  }
  tokens.secondary = newAuthToken();
  tokens.secondaryFrom = call.validFrom();
  return created({ ...envelope(call), secondary_auth_token: tokens.secondary });
}

function deleteSecondary(call: ApiCall): Answer {
  const tokens = tokensOf(call);
  if (tokens.secondary === undefined) throw notFound(call.url);
  tokens.secondary = undefined;
  return noContent();
}

/** The old primary token stops working at once. */
function promote(call: ApiCall): Answer {
  const tokens = tokensOf(call);
  if (tokens.secondary === undefined) throw notFound(call.url);
  tokens.primary = tokens.secondary;
  tokens.primaryFrom = tokens.secondaryFrom;
  tokens.secondary = undefined;
  return ok({ ...envelope(call), auth_token: tokens.primary });
}

function tokensOf({ account, region, url }: ApiCall): AuthTokens {
  const tokens = account.authTokens.get(region);
  if (tokens === undefined) throw notFound(url);
  return tokens;
}

function envelope({ account, origin, url, state }: ApiCall): Record<string, unknown> {
  const now = iso8601(state.clock.now());
  return { account_sid: account.sid, date_created: now, date_updated: now, url: origin + url };
}
