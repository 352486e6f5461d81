import { readFileSync } from 'node:fs';
import {
  TwilioAccessTokens,
  TwilioAccounts,
  TwilioClient,
  type AuthOptions,
} from 'nestjs-twilio-auth';
import type { TwilioKeys } from 'nestjs-twilio-auth/keys';
import { decodeJwt, jwtVerify } from 'jose';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { withEnvironment } from '#test/support/environment.js';
import { startKeys } from '#test/support/keys.js';

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let file: string;
beforeEach(async () => {
  ({ twilio, keys, file } = await startKeys());
  await keys.create({ deliver: { file } });
});

const held = () =>
  JSON.parse(readFileSync(file, 'utf8')) as AuthOptions & {
    readonly keySid: string;
    readonly keySecret: string;
    readonly accountSid: string;
  };
const grants = { sync: { serviceSid: `IS${'1'.repeat(32)}` } };

/** Whether the token is signed with the key that the file holds now. */
async function isOfHeldKey(token: string): Promise<boolean> {
  const { keySid, keySecret } = held();
  if (decodeJwt(token).iss !== keySid) return false;
  return jwtVerify(token, Buffer.from(keySecret)).then(() => true);
}

describe('Access tokens after the rotation of a key', () => {
  it('are signed with the key that TWILIO_CREDENTIALS_FILE holds', async () => {
    withEnvironment({
      NODE_ENV: 'development',
      TWILIO_API_BASE_URL: twilio.url,
      TWILIO_CREDENTIALS_FILE: file,
    });
    const app = await compileWith({});
    const issue = () => app.get(TwilioAccessTokens).issue({ identity: 'alice', grants }).token;
    expect(await isOfHeldKey(issue())).toBe(true);
    await keys.rotate({ deliver: { file }, graceSeconds: 0 });
    // The call meets the revoked key, and the file is read.
    await app.get(TwilioClient).messages.list({ limit: 1 });
    expect(await isOfHeldKey(issue())).toBe(true);
  });

  it('are signed with the key of a named account, whatever the default one authenticates with', async () => {
    const { oauthApp, sid: accountSid } = twilio.account;
    const { clientId, clientSecret } = oauthApp;
    const app = await compileWith({
      environment: 'development',
      apiBaseUrl: twilio.url,
      accountSid,
      auth: { method: 'oauth', clientId, clientSecret },
      accounts: { signer: { accountSid, auth: held } },
    });
    const issue = () =>
      app.get(TwilioAccessTokens).issue({ identity: 'alice', grants, account: 'signer' }).token;
    expect(await isOfHeldKey(issue())).toBe(true);
    await keys.rotate({ deliver: { file }, graceSeconds: 0 });
    await app.get(TwilioAccounts).client('signer').messages.list({ limit: 1 });
    expect(await isOfHeldKey(issue())).toBe(true);
  });
});
