import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomHttpClient } from 'nestjs-twilio-auth';
import { createTwilioKeys, type TwilioKeys } from 'nestjs-twilio-auth/keys';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startKeys } from '#test/support/keys.js';
import { rejectionOf } from '#test/support/thrown.js';

interface SdkRequest {
  readonly method: string;
  readonly uri: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly authStrategy: { getAuthString(): Promise<string> };
}

/** Sends the requests for Twilio's hosts to the emulator, as production has no base URL. */
class ToEmulator implements CustomHttpClient {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async request({ method, uri, data, params, headers, authStrategy }: SdkRequest) {
    const { pathname, search } = new URL(uri);
    const query = params === undefined ? search : `?${new URLSearchParams(params).toString()}`;
    const isJson = headers['Content-Type'] === 'application/json';
    const form = isJson ? JSON.stringify(data) : new URLSearchParams(data);
    const answer = await fetch(this.#origin + pathname + query, {
      method: method.toUpperCase(),
      headers: {
        authorization: await authStrategy.getAuthString(),
        ...(isJson && { 'content-type': 'application/json' }),
      },
      ...(data !== undefined && { body: form }),
    });
    const text = await answer.text();
    const body: unknown = text === '' ? '' : JSON.parse(text);
    return { statusCode: answer.status, body, headers: {} };
  }
}

let twilio: TwilioEmulator;
let keys: TwilioKeys;
let folder: string;
let file: string;
let requests: () => readonly string[];

beforeEach(async () => {
  ({ twilio, folder, file } = await startKeys());
  const { sid, apiKeys } = twilio.account;
  const auth = {
    method: 'api-key',
    keySid: apiKeys.main.sid,
    keySecret: apiKeys.main.secret,
  } as const;
  keys = await createTwilioKeys({
    accountSid: sid,
    auth,
    environment: 'production',
    http: { httpClient: new ToEmulator(twilio.url) },
  });
  onTestFinished(() => keys.close());
  requests = () => twilio.requests.map(({ method, path }) => `${method} ${path}`);
});

describe('An administrator in production', () => {
  it('tries a new Auth Token, and rotates it', async () => {
    const signingKeysFile = join(folder, 'keys');
    writeFileSync(signingKeysFile, twilio.account.authToken);
    await keys.authToken.rotate({
      deliver: { signingKeysFile },
      graceSeconds: 0,
      keepOldSeconds: 0,
    });
    expect(readFileSync(signingKeysFile, 'utf8')).toBe(`${twilio.account.authToken}\n`);
    expect(twilio.requests.some(({ credential }) => credential.kind === 'auth-token')).toBe(true);
  });

  it('gives a subaccount its first key with the Auth Token of that', async () => {
    const { accountSid } = await keys.subaccounts.create({ deliver: { file } });
    expect(twilio.account.subaccounts.map(({ sid }) => sid)).toEqual([accountSid]);
  });

  it('sends the request for another OAuth secret only where it is asked to', async () => {
    const { clientId, clientSecret } = twilio.account.oauthApp;
    const credential = { accountSid: twilio.account.sid, method: 'oauth', clientId, clientSecret };
    writeFileSync(file, JSON.stringify(credential));
    const error = await rejectionOf(keys.oauth.rotateSecret({ deliver: { file } }));
    expect(error).toMatchObject({ reason: 'request-unconfirmed' });
    expect(requests()).toEqual([]);

    // The token endpoint is no call of the SDK's, so that this goes no further.
    const onStep = (step: string): void => {
      if (step === 'created') throw new Error('far enough');
    };
    const asked = { deliver: { file }, unconfirmedRequest: true, onStep };
    expect((await rejectionOf(keys.oauth.rotateSecret(asked))).message).toBe('far enough');
    expect(requests()).toEqual([`POST /v1/Account/OAuthApps/${clientId}/secret`]);
    expect(twilio.account.oauthApp.clientSecret).not.toBe(clientSecret);
  });
});
