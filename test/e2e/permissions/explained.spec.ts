import { TwilioAuth, TwilioClient } from 'nestjs-twilio-auth';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { compileWith } from '#test/support/compile.js';
import { API_KEY_OPTIONS, OAUTH_OPTIONS } from '#test/support/configuration.js';
import { startRecordingServer } from '#test/support/recording-server.js';

const server = await startRecordingServer();
afterAll(() => server.close());
beforeEach(() => void server.requests.splice(0));

const VERIFY = '/twilio/verify/verification/create';
const options = (account: object) => ({
  environment: 'test',
  apiBaseUrl: server.origin,
  ...account,
});
const refusal = (code: number, message: string) => ({
  status: 401,
  body: { code, message, status: 401, more_info: 'https://www.twilio.com/docs/errors' },
});
const missing = refusal(8021, `required permission ${VERIFY.slice(1)} is missing`);
const send = (client: TwilioClient) =>
  client.verify.v2
    .services(`VA${'1'.repeat(32)}`)
    .verifications.create({ to: '+1', channel: 'sms' });

describe('A permission that Twilio says is missing', () => {
  it('is named in the hint, whatever the code is', async () => {
    server.answer(missing);
    const module = await compileWith(options(API_KEY_OPTIONS));
    await expect(send(module.get(TwilioClient))).rejects.toMatchObject({
      code: 8021,
      details: { hint: expect.stringContaining(`lacks the permission ${VERIFY}. `) },
    });
  });

  it('is no reason to fetch a new OAuth token, since Twilio knows the old one', async () => {
    const token = { body: { access_token: 'a-token', expires_in: 3600, token_type: 'Bearer' } };
    server.answer(token, missing);
    const module = await compileWith(options(OAUTH_OPTIONS));
    await expect(send(module.get(TwilioClient))).rejects.toMatchObject({ code: 8021 });
    expect(server.requests.map(({ url }) => url.split('/').at(-1))).toEqual([
      'token',
      'Verifications',
    ]);
  });

  it('is what verify() reports, since the credential is valid', async () => {
    server.answer(
      refusal(
        70051,
        'Authorization Error: required permission twilio/iam/accounts/read is missing',
      ),
    );
    const module = await compileWith(options(API_KEY_OPTIONS));
    expect(await module.get(TwilioAuth).verify()).toMatchObject({
      authenticated: true,
      missingPermission: '/twilio/iam/accounts/read',
    });
  });

  it('is not taken from an error that quotes what was sent', async () => {
    const asked = 'required permission twilio/iam/api-keys/create is missing';
    const message = `The 'To' number ${asked} is not a valid phone number.`;
    server.answer({ status: 400, body: { code: 21211, message, status: 400 } });
    const module = await compileWith(options(API_KEY_OPTIONS));
    const error: unknown = await send(module.get(TwilioClient)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 21211, message });
    expect(JSON.stringify(error)).not.toContain('lacks the permission');
  });

  it('is not made up where Twilio names none', async () => {
    server.answer(refusal(70051, 'Authorization Error'));
    const module = await compileWith(options(API_KEY_OPTIONS));
    await expect(send(module.get(TwilioClient))).rejects.toMatchObject({
      details: {
        hint: expect.stringContaining('is suspended, or the credential belongs to another account'),
      },
    });
  });
});
