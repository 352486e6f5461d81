import { notAuthenticated } from '../protocol/twilio-error.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import { sameSecret } from '../protocol/sid.js';
import { readBasic, readBearer } from './basic.js';
import type { Credential } from './credential.js';

/**
 * Identifies the caller. Credentials belong to one Region: Auth Tokens and API keys of
 * another Region, and OAuth tokens anywhere but in `us1`, are refused.
 *
 * @throws {TwilioError} 20003, HTTP 401.
 * @see https://www.twilio.com/docs/api/errors/20003
 * @see https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials
 */
export function authenticate(
  state: EmulatorState,
  authorization: string | undefined,
  region: string,
): Credential {
  const credential = identify(state, authorization ?? '', region);
  if (credential === undefined) throw notAuthenticated();
  const { account } = credential;
  // The subaccounts of a suspended parent are suspended too.
  const parent = state.account(account.ownerSid) ?? account;
  const inactive = [account, parent].find(({ status }) => status !== 'active');
  if (inactive !== undefined) throw notAuthenticated(`The account is ${inactive.status}.`);
  return credential;
}

function identify(
  state: EmulatorState,
  authorization: string,
  region: string,
): Credential | undefined {
  const bearer = readBearer(authorization);
  if (bearer !== undefined) return region === 'us1' ? byToken(state, bearer) : undefined;
  const basic = readBasic(authorization);
  if (basic === undefined) return undefined;
  const { username, password } = basic;
  if (password === '') return undefined;
  if (username.startsWith('SK')) return byKey(state, username, password, region);
  return (
    byAuthToken(state.account(username), password, { region, now: state.clock.now() }) ??
    byTestCredentials(state, username, password)
  );
}

function byToken(state: EmulatorState, bearer: string): Credential | undefined {
  const token = state.tokens.find(bearer);
  if (token === undefined) return undefined;
  const account = state.account(token.accountSid);
  const app = state.oauthApps.get(token.clientId);
  return account === undefined || app === undefined
    ? undefined
    : { kind: 'oauth', account, app, token };
}

function byKey(
  state: EmulatorState,
  sid: string,
  secret: string,
  region: string,
): Credential | undefined {
  const key = state.keys.get(sid);
  const account = key === undefined ? undefined : state.account(key.accountSid);
  if (key === undefined || account === undefined || key.region !== region) return undefined;
  return key.validFrom <= state.clock.now() && sameSecret(secret, key.secret)
    ? { kind: 'api-key', account, key }
    : undefined;
}

function byAuthToken(
  account: Account | undefined,
  token: string,
  { region, now }: { readonly region: string; readonly now: number },
): Credential | undefined {
  const tokens = account?.authTokens.get(region);
  if (account === undefined || tokens === undefined) return undefined;
  const { primary, secondary, primaryFrom, secondaryFrom } = tokens;
  if (sameSecret(token, primary)) {
    return primaryFrom <= now ? { kind: 'auth-token', account, which: 'primary' } : undefined;
  }
  const isSecondary = secondary !== undefined && sameSecret(token, secondary);
  return isSecondary && secondaryFrom <= now
    ? { kind: 'auth-token', account, which: 'secondary' }
    : undefined;
}

function byTestCredentials(
  state: EmulatorState,
  sid: string,
  token: string,
): Credential | undefined {
  const account = state.ownerOfTestAccount(sid);
  const expected = account?.testCredentials?.authToken;
  return account !== undefined && expected !== undefined && sameSecret(token, expected)
    ? { kind: 'test', account, sid }
    : undefined;
}
