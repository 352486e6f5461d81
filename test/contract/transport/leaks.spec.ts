import { describe, expect, it } from 'vitest';
import { startRecordingServer, type Answer } from '#test/support/recording-server.js';
import { clientOn, type SdkClient } from '#test/support/sdk-pair.js';
import { makeTestCertificate } from '#test/support/tls-certificate.js';
import { expectNoSecrets } from '../../../libs/twilio-auth/src/testing/expect-no-secrets.js';
import { AUTHORIZATION, SECRET, useLoopback } from './loopback.js';

/** The secret, also as it is sent, and what the message says and to whom. */
const NEEDLES = [SECRET, AUTHORIZATION.replace('Basic ', ''), 'private words', '+15558675310'];

const expectNoLeak = (value: unknown): void => expectNoSecrets({ value }, NEEDLES);

describe('what is left of a call', () => {
  const loopback = useLoopback();
  const create = (client: SdkClient): Promise<unknown> =>
    client.messages.create({ to: '+15558675310', from: '+15557122661', body: 'private words' });
  const answers: Record<string, Answer> = {
    'a 201': { status: 201, body: { sid: 'SM1' } },
    'a 401': { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
    'a 403': { status: 403, body: { code: 70051, message: 'Authorization failed', status: 403 } },
    'a 404 of RFC 9457': { status: 404, body: { type: 'x', title: 'y', status: 404, code: 20404 } },
    'an HTML 502': { status: 502, body: '<html>' },
    'a broken connection': (message) => void message.socket.destroy(),
    'an answer cut short': (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{', () => response.destroy());
    },
  };

  it.each(Object.entries(answers))('holds no secret after %s', async (_, answer) => {
    const { server, credential, open } = loopback;
    const transport = open();
    const client = clientOn(transport, credential);
    server.answer(answer);
    const outcome = await create(client).catch((error: unknown) => error);
    expectNoLeak(outcome);
    expectNoLeak((outcome as Error).cause);
    expectNoLeak(client.httpClient);
    expectNoLeak(transport);
    expect(server.requests[0]?.headers.authorization).toBe(AUTHORIZATION);
  });

  it('holds no secret after a refused connection or a TLS failure', async () => {
    const secure = await startRecordingServer(makeTestCertificate());
    for (const apiBaseUrl of ['http://127.0.0.1:9', secure.origin]) {
      const transport = loopback.open({ apiBaseUrl, http: { retries: 0 } });
      const error = await create(clientOn(transport, loopback.credential)).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED' });
      expect(error).not.toHaveProperty('cause');
      expectNoLeak(error);
    }
    await secure.close();
  });

  it('names the base URL when nothing answers there', async () => {
    const transport = loopback.open({ apiBaseUrl: 'http://127.0.0.1:9', http: { retries: 0 } });
    const error = await create(clientOn(transport, loopback.credential)).catch((e: unknown) => e);
    expect(error).toMatchObject({
      host: 'api.twilio.com',
      hint: '`apiBaseUrl` sends this request to http://127.0.0.1:9, where nothing listens. Start the emulator, or correct the address.',
    });
  });

  it('holds no query, which may contain personal data', async () => {
    const transport = loopback.open({ apiBaseUrl: 'http://127.0.0.1:9', http: { retries: 0 } });
    const list = clientOn(transport, loopback.credential).messages.list({ to: '+15558675310' });
    expectNoLeak(await list.catch((error: unknown) => error));
  });

  it('is method, host, path and status, per client', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    const [first, second] = [transport.httpClient(), transport.httpClient()];
    server.answer({ status: 404, body: {} });
    await first.request({ method: 'get', uri: 'https://api.twilio.com/a/b?c=d' });
    expect(first.lastRequest).toEqual({ method: 'GET', host: 'api.twilio.com', path: '/a/b' });
    expect(first.lastResponse).toEqual({ statusCode: 404 });
    expect(second.lastRequest).toBeUndefined();
    server.answer((message) => void message.socket.destroy());
    const broken = first.request({ method: 'post', uri: 'https://api.twilio.com/e' });
    await expect(broken).rejects.toThrow('No answer');
    expect(first.lastRequest).toMatchObject({ path: '/e' });
    expect(first.lastResponse).toBeUndefined();
    expect(credential.reads).toBe(0);
  });
});

describe('the log level debug', () => {
  const loopback = useLoopback();

  it('logs method, host, path and status, and nothing else of the request', async () => {
    const { server, credential, open } = loopback;
    const lines: string[] = [];
    const client = clientOn(open({ debug: (line) => void lines.push(line) }), credential);
    const uri = 'https://lookups.twilio.com/v2/PhoneNumbers/%2B15558675310?Fields=caller_name';
    const data = { Body: 'private words' };
    await client.request({ method: 'post', uri, data, logLevel: 'debug' } as never);
    server.answer((message) => void message.socket.destroy());
    await client.request({ method: 'post', uri, data, logLevel: 'debug' } as never).catch(() => {});
    const where = 'POST lookups.twilio.com/v2/PhoneNumbers/%2B…';
    expect(lines).toEqual([
      `Twilio request: ${where}`,
      `Twilio answer: 200 to ${where}`,
      `Twilio request: ${where}`,
      `Twilio request failed: TWILIO_AUTH_CONNECTION_FAILED for ${where}`,
    ]);
  });

  it('logs nothing on any other level', async () => {
    const lines: string[] = [];
    const transport = loopback.open({ debug: (line) => void lines.push(line) });
    const uri = 'https://api.twilio.com/x';
    await transport.httpClient().request({ method: 'get', uri, logLevel: 'info' });
    loopback.server.answer((message) => void message.socket.destroy());
    const post = { method: 'post', uri, logLevel: 'info' };
    await expect(transport.httpClient().request(post)).rejects.toThrow('No answer');
    expect(lines).toEqual([]);
  });
});
