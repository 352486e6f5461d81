import { PERMISSIONS } from '../protocol/permissions.js';
import type { Account, AuthTokens } from './account.js';
import { newKey } from './api-key.js';
import type { OAuthApp } from './oauth-app.js';
import { newPhoneNumber } from './phone-number.js';
import type { Seed, SeedAccount, SeedApiKey, SeedOAuthApp } from './seed.js';
import { newAuthToken, newClientSecret, newSid } from '../protocol/sid.js';
import { History } from './history.js';
import type { EmulatorState } from './emulator-state.js';

/** Creates what the seed describes, and returns the top-level accounts in its order. */
export function applySeed(state: EmulatorState, seed: Seed): readonly [Account, ...Account[]] {
  const [first, ...others] = seed.accounts.map((item) => createAccount(state, item, undefined));
  if (first === undefined) throw new TypeError('A seed needs an account.');
  return [first, ...others];
}

/** Creates one account with everything in it; `ownerSid` is given for a subaccount. */
export function createAccount(
  state: EmulatorState,
  seed: SeedAccount,
  ownerSid: string | undefined,
  validFrom = 0,
): Account {
  const now = state.clock.now();
  const sid = seed.sid ?? newSid('AC');
  const test = seed.testCredentials;
  const account: Account = {
    sid,
    ownerSid: ownerSid ?? sid,
    friendlyName: seed.friendlyName ?? 'Account',
    status: seed.status ?? 'active',
    createdAt: now,
    updatedAt: now,
    balance: seed.balance ?? '100.00',
    authTokens: authTokens(seed, validFrom),
    testCredentials: test && {
      accountSid: test.accountSid ?? newSid('AC'),
      authToken: test.authToken ?? newAuthToken(),
    },
    sharedKeys: [...(seed.sharedKeys ?? [])],
    clientValidation: seed.clientValidation ?? 'off',
    publicKeys: new Map(),
    phoneNumbers: new Map(),
    messages: new History(),
    messagingServices: new Map(),
    calls: new History(),
    verifyServices: new Map(),
  };
  state.addAccount(account);
  for (const item of seed.apiKeys ?? []) createKey(state, item, sid, now);
  for (const item of seed.oauthApps ?? []) createOAuthApp(state, item, sid, now);
  for (const item of seed.phoneNumbers ?? []) {
    const number = newPhoneNumber({ ...item, accountSid: sid, now });
    account.phoneNumbers.set(number.sid, number);
  }
  for (const item of seed.subaccounts ?? []) createAccount(state, item, sid);
  return account;
}

function authTokens(seed: SeedAccount, validFrom: number): Map<string, AuthTokens> {
  const tokens = new Map<string, AuthTokens>();
  tokens.set('us1', {
    primary: seed.authToken ?? newAuthToken(),
    secondary: seed.secondaryAuthToken,
    primaryFrom: validFrom,
    secondaryFrom: 0,
  });
  for (const [region, primary] of Object.entries(seed.regionalAuthTokens ?? {})) {
    tokens.set(region, { primary, secondary: undefined, primaryFrom: 0, secondaryFrom: 0 });
  }
  return tokens;
}

function createKey(state: EmulatorState, seed: SeedApiKey, accountSid: string, now: number): void {
  const { permissions: allow, region = 'us1', friendlyName = '', ...rest } = seed;
  const key = newKey({ ...rest, accountSid, region, friendlyName, allow, now });
  state.keys.set(key.sid, key);
}

function createOAuthApp(
  state: EmulatorState,
  seed: SeedOAuthApp,
  accountSid: string,
  now: number,
): void {
  const app: OAuthApp = {
    clientId: seed.clientId ?? newSid('OQ'),
    accountSid,
    friendlyName: seed.friendlyName ?? '',
    description: '',
    secrets: [
      { value: seed.clientSecret ?? newClientSecret(), validFrom: 0, expiresAt: undefined },
    ],
    allow: seed.permissions ?? PERMISSIONS,
    deny: seed.deniedPermissions ?? [],
    accessTokenTtlSeconds: seed.accessTokenTtlSeconds ?? 3600,
    createdAt: now,
  };
  state.oauthApps.set(app.clientId, app);
}
