import { grants } from 'twilio-permissions';
import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { TOKEN_PATH } from '../protocol/host.js';
import type { Parameters } from '../protocol/parameters.js';
import type { Incoming, PublicRoute } from './route.js';
import { invalid, notAuthenticated } from '../protocol/twilio-error.js';
import type { OAuthApp } from '../state/oauth-app.js';
import { sameSecret } from '../protocol/sid.js';

/**
 * The token endpoint for account-level OAuth apps: client credentials in the form, nothing else.
 *
 * Twilio documents no answer for a wrong secret; we answer 401 with code 20003, the code whose
 * page names "incorrect OAuth token". Every other invalid request is answered with 400 and
 * code 400, as in the API specification.
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 */
export const tokenRoutes: readonly PublicRoute[] = [
  {
    product: 'oauth',
    verb: 'POST',
    path: TOKEN_PATH,
    access: 'public',
    parameters: ['grant_type', 'client_id', 'client_secret', 'scope', 'account_sid'],
    handle: issue,
  },
];

function issue({ state, form, query, region }: Incoming): Answer {
  // https://www.twilio.com/docs/iam/oauth-apps/faqs: OAuth apps are for us1.
  if (region !== 'us1') throw invalid(400, 'OAuth apps exist in the us1 Region only.');
  checkGrant(form);
  const app = state.oauthApps.get(form.get('client_id') ?? '');
  const isKnown = app !== undefined && acceptsSecret(app, form, state.clock.now());
  if (!isKnown || state.account(app.accountSid)?.status !== 'active') {
    throw notAuthenticated('The client_id or client_secret was incorrect.');
  }
  checkAccount(app, query.get('account_sid') ?? form.get('account_sid'));
  const scope = readScope(app, form.get('scope'));
  const { clientId, accountSid, accessTokenTtlSeconds } = app;
  const token = state.tokens.issue({ clientId, accountSid, scope }, accessTokenTtlSeconds);
  return ok({
    access_token: token,
    id_token: null,
    token_type: 'Bearer',
    expires_in: accessTokenTtlSeconds,
    refresh_token: null,
  });
}

/** Account-level apps support one grant. @see https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps */
function checkGrant(form: Parameters): void {
  const grant = form.get('grant_type');
  if (grant === undefined) throw invalid(400, 'grant_type is required.');
  if (grant !== 'client_credentials') {
    throw invalid(400, `grant_type ${grant} is not available: use client_credentials.`);
  }
  for (const name of ['client_id', 'client_secret']) {
    if (form.get(name) === undefined) throw invalid(400, `${name} is required.`);
  }
}

function acceptsSecret(app: OAuthApp, form: Parameters, now: number): boolean {
  const given = form.get('client_secret') ?? '';
  return app.secrets.some(
    ({ value, validFrom, expiresAt }) =>
      validFrom <= now && (expiresAt ?? Infinity) > now && sameSecret(given, value),
  );
}

/** An app works for the account that created it, not for its subaccounts. */
function checkAccount(app: OAuthApp, accountSid: string | undefined): void {
  if (accountSid !== undefined && accountSid !== app.accountSid) {
    throw invalid(400, 'account_sid is not the account of this OAuth app.');
  }
}

/** A scope narrows a token to some of the app's permissions. */
function readScope(app: OAuthApp, scope: string | undefined): readonly string[] | undefined {
  if (scope === undefined) return undefined;
  const asked = scope.split(' ').filter((name) => name !== '');
  const refused = asked.find((name) => !grants(app.allow, name) || grants(app.deny, name));
  if (refused !== undefined) throw invalid(400, `The scope ${refused} is not granted to this app.`);
  return asked;
}
