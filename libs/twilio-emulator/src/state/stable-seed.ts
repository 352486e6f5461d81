import { createHash } from 'node:crypto';
import type { Seed, SeedAccount, SeedApiKey, SeedOAuthApp, SeedPhoneNumber } from './seed.js';

/**
 * The seed with every SID and secret that it leaves out, always the same ones: what a `.env` file
 * holds is still right after a restart. Each is derived from the account's SID, or its position, and
 * the position of the credential, so that adding one at the end of a list changes no other.
 */
export function withStableCredentials(seed: Seed): Seed {
  return {
    accounts: seed.accounts.map((account, at) => stableAccount(account, `accounts[${at}]`)),
  };
}

function stableAccount(account: SeedAccount, position: string): SeedAccount {
  const sid = account.sid ?? stableSid('AC', position);
  const of = (part: string): string => `${sid} ${part}`;
  const { testCredentials: test, subaccounts } = account;
  return {
    ...account,
    sid,
    authToken: account.authToken ?? hex(of('authToken')),
    ...(test && {
      testCredentials: {
        accountSid: test.accountSid ?? stableSid('AC', of('test')),
        authToken: test.authToken ?? hex(of('test authToken')),
      },
    }),
    apiKeys: (account.apiKeys ?? []).map((key, at) => stableKey(key, of(`apiKeys[${at}]`))),
    oauthApps: (account.oauthApps ?? []).map((app, at) => stableApp(app, of(`oauthApps[${at}]`))),
    phoneNumbers: (account.phoneNumbers ?? []).map((number) => stableNumber(number, sid)),
    ...(subaccounts && {
      subaccounts: subaccounts.map((sub, at) => stableAccount(sub, of(`subaccounts[${at}]`))),
    }),
  };
}

function stableKey(key: SeedApiKey, position: string): SeedApiKey {
  const sid = key.sid ?? stableSid('SK', position);
  return { ...key, sid, secret: key.secret ?? hex(`${sid} secret`) };
}

function stableApp(app: SeedOAuthApp, position: string): SeedOAuthApp {
  const clientId = app.clientId ?? stableSid('OQ', position);
  const clientSecret = app.clientSecret ?? digest(`${clientId} secret`).toString('base64url');
  return { ...app, clientId, clientSecret };
}

function stableNumber(number: SeedPhoneNumber, accountSid: string): SeedPhoneNumber {
  const sid = number.sid ?? stableSid('PN', `${accountSid} ${number.phoneNumber}`);
  return { ...number, sid };
}

const stableSid = (prefix: string, position: string): string =>
  prefix + hex(`${prefix} ${position}`);

/** 32 hexadecimal digits: the form of Auth Tokens and of SIDs behind their prefix. */
const hex = (text: string): string => digest(text).toString('hex').slice(0, 32);

const digest = (text: string): Buffer =>
  createHash('sha512').update(`twilio-auth-emulator ${text}`).digest().subarray(0, 48);
