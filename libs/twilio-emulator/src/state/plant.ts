import { PERMISSIONS } from '../auth/permissions.js';
import type { Account, AuthTokens } from './account.js';
import type { ApiKey } from './api-key.js';
import type { OAuthApp } from './oauth-app.js';
import type { PhoneNumber } from './phone-number.js';
import type { Seed, SeedAccount, SeedApiKey, SeedOAuthApp, SeedPhoneNumber } from './seed.js';
import { newAuthToken, newClientSecret, newKeySecret, newSid } from './sid.js';
import type { World } from './world.js';

/** Puts a seed into an empty world and answers with the top-level accounts, in its order. */
export function plant(world: World, seed: Seed): readonly Account[] {
  return seed.accounts.map((item) => plantAccount(world, item, undefined));
}

/** One account with all that it holds; `ownerSid` for a subaccount. */
export function plantAccount(
  world: World,
  seed: SeedAccount,
  ownerSid: string | undefined,
): Account {
  const now = world.clock.now();
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
    authTokens: authTokens(seed),
    testCredentials: test && {
      accountSid: test.accountSid ?? newSid('AC'),
      authToken: test.authToken ?? newAuthToken(),
    },
    sharedKeys: [...(seed.sharedKeys ?? [])],
    phoneNumbers: new Map(),
    messages: new Map(),
    calls: new Map(),
  };
  world.addAccount(account);
  for (const item of seed.apiKeys ?? []) addTo(world.keys, apiKey(item, sid, now));
  for (const item of seed.oauthApps ?? []) plantOAuthApp(world, item, sid, now);
  for (const item of seed.phoneNumbers ?? []) {
    addTo(account.phoneNumbers, phoneNumber(item, sid, now));
  }
  for (const item of seed.subaccounts ?? []) plantAccount(world, item, sid);
  return account;
}

function addTo<T extends { readonly sid: string }>(all: Map<string, T>, item: T): void {
  all.set(item.sid, item);
}

function authTokens(seed: SeedAccount): Map<string, AuthTokens> {
  const tokens = new Map<string, AuthTokens>();
  tokens.set('us1', {
    primary: seed.authToken ?? newAuthToken(),
    secondary: seed.secondaryAuthToken,
  });
  for (const [region, primary] of Object.entries(seed.regionalAuthTokens ?? {})) {
    tokens.set(region, { primary, secondary: undefined });
  }
  return tokens;
}

function apiKey(seed: SeedApiKey, accountSid: string, now: number): ApiKey {
  return {
    sid: seed.sid ?? newSid('SK'),
    accountSid,
    secret: seed.secret ?? newKeySecret(),
    type: seed.type,
    region: seed.region ?? 'us1',
    friendlyName: seed.friendlyName ?? '',
    allow: seed.type === 'restricted' ? (seed.permissions ?? []) : undefined,
    createdAt: now,
    updatedAt: now,
  };
}

function plantOAuthApp(world: World, seed: SeedOAuthApp, accountSid: string, now: number): void {
  const app: OAuthApp = {
    clientId: seed.clientId ?? newSid('OQ'),
    accountSid,
    friendlyName: seed.friendlyName ?? '',
    secrets: [{ value: seed.clientSecret ?? newClientSecret(), expiresAt: undefined }],
    allow: seed.permissions ?? PERMISSIONS,
    deny: seed.deniedPermissions ?? [],
    accessTokenTtlSeconds: seed.accessTokenTtlSeconds ?? 3600,
    createdAt: now,
  };
  world.oauthApps.set(app.clientId, app);
}

function phoneNumber(seed: SeedPhoneNumber, accountSid: string, now: number): PhoneNumber {
  return {
    sid: seed.sid ?? newSid('PN'),
    accountSid,
    phoneNumber: seed.phoneNumber,
    friendlyName: seed.friendlyName ?? seed.phoneNumber,
    smsUrl: seed.smsUrl ?? '',
    smsMethod: 'POST',
    voiceUrl: seed.voiceUrl ?? '',
    voiceMethod: 'POST',
    statusCallback: '',
    createdAt: now,
    updatedAt: now,
  };
}
