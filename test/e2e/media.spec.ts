import { buffer } from 'node:stream/consumers';
import { Test } from '@nestjs/testing';
import {
  TwilioAuthModule,
  TwilioMedia,
  type AuthOptions,
  type TwilioAuthModuleOptions,
} from 'nestjs-twilio-auth';
import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
import RestException from 'twilio/lib/base/RestException.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRecordingServer, writeAnswer, type Answer } from '#test/support/recording-server.js';

const digits = '1'.repeat(32);
const ACCOUNT = `AC${digits}`;
const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/RE${digits}.mp3`;
const FILE = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0xc3, 0x28, 0x00]);
const KEY = { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens' } as const;

/** The module on a server that grants tokens and has one file. */
async function start(options: Partial<TwilioAuthModuleOptions>, file: Answer = { body: FILE }) {
  const server = await startRecordingServer();
  onTestFinished(() => server.close());
  server.answer((message, response) => {
    const isToken = message.url === '/v2/token';
    const token = { body: { access_token: 'token-1', expires_in: 3600 } };
    writeAnswer(isToken ? token : file, message, response);
  });
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'development',
        accountSid: ACCOUNT,
        auth: KEY,
        apiBaseUrl: server.origin,
        http: { retries: 0 },
        ...options,
      }),
    ],
  }).compile();
  onTestFinished(() => module.close());
  return { media: module.get(TwilioMedia), server };
}

describe('TwilioMedia', () => {
  it.each<[AuthOptions, string]>([
    [KEY, `Basic ${Buffer.from(`SK${digits}:opens`).toString('base64')}`],
    [{ method: 'oauth', clientId: `OQ${digits}`, clientSecret: 'secret' }, 'Bearer token-1'],
    [
      { method: 'auth-token', authToken: 'token' },
      `Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`,
    ],
  ])('downloads the bytes of a recording with %o', async (auth, authorization) => {
    const { media, server } = await start(
      { auth },
      { body: FILE, headers: { 'content-type': 'audio/mpeg' } },
    );
    const { stream, contentType } = await media.download(url);
    expect((await buffer(stream)).equals(FILE)).toBe(true);
    expect(contentType).toBe('audio/mpeg');
    const { headers } = server.requests.at(-1) ?? {};
    expect(headers).toMatchObject({ authorization, 'user-agent': 'nestjs-twilio-auth' });
  });

  it('is refused with test credentials, which may not read it', async () => {
    const auth = { method: 'test', authToken: 'token' } as const;
    const { media, server } = await start({ auth });
    await expect(media.download(url)).rejects.toMatchObject({ code: 'TWILIO_AUTH_CAPABILITY' });
    expect(server.requests).toEqual([]);
  });

  it('uses the account or the tenant that it is told to', async () => {
    const billing = {
      accountSid: `AC${'2'.repeat(32)}`,
      auth: { ...KEY, keySid: `SK${'2'.repeat(32)}` },
    };
    const { media, server } = await start({
      accounts: { billing },
      resolveAccount: async (id) => (id === 'acme' ? billing : undefined),
    });
    await buffer((await media.download(url, { account: 'billing' })).stream);
    await buffer((await media.downloadForTenant('acme', url)).stream);
    const header = `Basic ${Buffer.from(`SK${'2'.repeat(32)}:opens`).toString('base64')}`;
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([header, header]);
    const unknown = { code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' };
    await expect(media.download(url, { account: 'other' })).rejects.toMatchObject(unknown);
    await expect(media.downloadForTenant('other', url)).rejects.toMatchObject(unknown);
  });

  it("rejects with the SDK's error for an answer that is one, and explains it", async () => {
    const missing = { code: 20404, message: 'Not found', status: 404, more_info: 'https://x' };
    const { media } = await start({}, { status: 404, body: missing });
    const error = await media.download(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RestException);
    expect(error).toMatchObject({ status: 404, code: 20404, message: 'Not found' });
  });

  it('rejects a redirect that it does not follow', async () => {
    const { media } = await start({}, { status: 302, headers: { location: 'http://x.example/' } });
    await expect(media.download(url)).rejects.toMatchObject({
      code: 'TWILIO_AUTH_ANSWER_INVALID',
      reason: 'REDIRECT_REFUSED',
    });
  });

  it('rejects with the reason of a signal that ended it', async () => {
    const { media, server } = await start({}, () => {});
    const abort = new AbortController();
    const call = media.download(url, { signal: abort.signal });
    await server.received(1);
    abort.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await expect(media.download(url, { signal: abort.signal })).rejects.toThrow('enough');
    expect(server.requests).toHaveLength(1);
  });

  it('is answered from the script in the testing module', async () => {
    const module = await Test.createTestingModule({
      imports: [TwilioAuthTestingModule.forRoot()],
    }).compile();
    onTestFinished(() => module.close());
    module.get(TwilioRecorder).on('GET', 'Media').reply(FILE);
    const media = module.get(TwilioMedia);
    const { stream, contentLength } = await media.download(
      `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages/MM${digits}/Media/ME${digits}`,
    );
    expect((await buffer(stream)).equals(FILE)).toBe(true);
    expect(contentLength).toBe(FILE.length);
  });
});
