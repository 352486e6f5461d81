import type { Account } from '../state/account.js';
import type { World } from '../state/world.js';
import { notAuthenticated } from '../server/twilio-error.js';
import { readBasic, readBearer } from './basic.js';
import type { Credential } from './credential.js';
import { sameSecret } from './equal.js';

/**
 * Finds out who is calling. Credentials belong to one Region: Auth Tokens and API keys of
 * another Region, and OAuth tokens anywhere but in `us1`, are refused.
 *
 * @throws {TwilioError} 20003, HTTP 401.
 * @see https://www.twilio.com/docs/api/errors/20003
 * @see https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials
 */
export function authenticate(
  world: World,
  authorization: string | undefined,
  region: string,
): Credential {
  const credential = identify(world, authorization ?? '', region);
  if (credential === undefined) throw notAuthenticated();
  const { account } = credential;
  // A suspended parent takes its subaccounts with it.
  const parent = world.account(account.ownerSid) ?? account;
  const inactive = [account, parent].find(({ status }) => status !== 'active');
  if (inactive !== undefined) throw notAuthenticated(`The account is ${inactive.status}.`);
  return credential;
}

function identify(world: World, authorization: string, region: string): Credential | undefined {
  const bearer = readBearer(authorization);
  if (bearer !== undefined) return region === 'us1' ? byToken(world, bearer) : undefined;
  const basic = readBasic(authorization);
  if (basic === undefined) return undefined;
  const { username, password } = basic;
  if (password === '') return undefined;
  if (username.startsWith('SK')) return byKey(world, username, password, region);
  return (
    byAuthToken(world.account(username), password, region) ??
    byTestCredentials(world, username, password)
  );
}

function byToken(world: World, bearer: string): Credential | undefined {
  const token = world.tokens.find(bearer);
  if (token === undefined) return undefined;
  const account = world.account(token.accountSid);
  const app = world.oauthApps.get(token.clientId);
  return account === undefined || app === undefined
    ? undefined
    : { kind: 'oauth', account, app, token };
}

function byKey(world: World, sid: string, secret: string, region: string): Credential | undefined {
  const key = world.keys.get(sid);
  const account = key === undefined ? undefined : world.account(key.accountSid);
  return key?.region === region && account !== undefined && sameSecret(secret, key.secret)
    ? { kind: 'api-key', account, key }
    : undefined;
}

function byAuthToken(
  account: Account | undefined,
  token: string,
  region: string,
): Credential | undefined {
  const tokens = account?.authTokens.get(region);
  if (account === undefined || tokens === undefined) return undefined;
  if (sameSecret(token, tokens.primary)) return { kind: 'auth-token', account, which: 'primary' };
  return tokens.secondary !== undefined && sameSecret(token, tokens.secondary)
    ? { kind: 'auth-token', account, which: 'secondary' }
    : undefined;
}

function byTestCredentials(world: World, sid: string, token: string): Credential | undefined {
  const account = world.ownerOfTestAccount(sid);
  const expected = account?.testCredentials?.authToken;
  return account !== undefined && expected !== undefined && sameSecret(token, expected)
    ? { kind: 'test', account, sid }
    : undefined;
}
