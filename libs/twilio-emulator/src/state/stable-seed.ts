import { createHash } from 'node:crypto';
import { newAuthToken, newClientSecret, newKeySecret, newSid } from '../protocol/sid.js';
import type { Seed, SeedAccount, SeedApiKey, SeedOAuthApp, SeedPhoneNumber } from './seed.js';

/** Makes what a seed leaves out; the position says what for. */
interface Values {
  sid(prefix: string, position: string): string;
  authToken(position: string): string;
  keySecret(position: string): string;
  clientSecret(position: string): string;
}

/**
 * The seed with every SID and secret that it leaves out, always the same ones: what a `.env` file
 * holds is still right after a restart. Each is derived from the account's SID, or its position, and
 * the position of the credential, so that adding one at the end of a list changes no other.
 */
export function withStableCredentials(seed: Seed): Seed {
  return complete(seed, STABLE);
}

/** The same with new ones. Creating its accounts twice gives the same credentials twice. */
export function withRandomCredentials(seed: Seed): Seed {
  return complete(seed, RANDOM);
}

function complete(seed: Seed, values: Values): Seed {
  return {
    accounts: seed.accounts.map((account, at) =>
      completeAccount(account, `accounts[${at}]`, values),
    ),
  };
}

function completeAccount(account: SeedAccount, position: string, values: Values): SeedAccount {
  const sid = account.sid ?? values.sid('AC', position);
  const of = (part: string): string => `${sid} ${part}`;
  const { testCredentials: test, subaccounts, apiKeys = [], oauthApps = [] } = account;
  return {
    ...account,
    sid,
    authToken: account.authToken ?? values.authToken(of('authToken')),
    ...(test && {
      testCredentials: {
        accountSid: test.accountSid ?? values.sid('AC', of('test')),
        authToken: test.authToken ?? values.authToken(of('test authToken')),
      },
    }),
    apiKeys: apiKeys.map((key, at) => completeKey(key, of(`apiKeys[${at}]`), values)),
    oauthApps: oauthApps.map((app, at) => completeApp(app, of(`oauthApps[${at}]`), values)),
    phoneNumbers: (account.phoneNumbers ?? []).map((one) => completeNumber(one, sid, values)),
    ...(subaccounts && {
      subaccounts: subaccounts.map((sub, at) =>
        completeAccount(sub, of(`subaccounts[${at}]`), values),
      ),
    }),
  };
}

function completeKey(key: SeedApiKey, position: string, values: Values): SeedApiKey {
  const sid = key.sid ?? values.sid('SK', position);
  return { ...key, sid, secret: key.secret ?? values.keySecret(`${sid} secret`) };
}

function completeApp(app: SeedOAuthApp, position: string, values: Values): SeedOAuthApp {
  const clientId = app.clientId ?? values.sid('OQ', position);
  const clientSecret = app.clientSecret ?? values.clientSecret(`${clientId} secret`);
  return { ...app, clientId, clientSecret };
}

function completeNumber(
  number: SeedPhoneNumber,
  accountSid: string,
  values: Values,
): SeedPhoneNumber {
  return {
    ...number,
    sid: number.sid ?? values.sid('PN', `${accountSid} ${number.phoneNumber}`),
  };
}

const digest = (text: string): Buffer =>
  createHash('sha512').update(`twilio-auth-emulator ${text}`).digest().subarray(0, 48);

/** 32 hexadecimal digits: the form of Auth Tokens and of SIDs behind their prefix. */
const hex = (text: string): string => digest(text).toString('hex').slice(0, 32);

const STABLE: Values = {
  sid: (prefix, position) => prefix + hex(`${prefix} ${position}`),
  authToken: hex,
  keySecret: hex,
  clientSecret: (position) => digest(position).toString('base64url'),
};

const RANDOM: Values = {
  sid: newSid,
  authToken: newAuthToken,
  keySecret: newKeySecret,
  clientSecret: newClientSecret,
};
