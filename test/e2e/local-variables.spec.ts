import { Test } from '@nestjs/testing';
import { TwilioAuthModule, TwilioClient } from 'nestjs-twilio-auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pausedVariables } from '#test/support/paused-variables.js';
import { startRecordingServer, type Answer } from '#test/support/recording-server.js';

const SECRET = 'client-secret+with/characters=&0123456789';
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  new URLSearchParams({ a: SECRET }).toString().slice(2),
];

async function startClient(apiBaseUrl: string, http = {}): Promise<TwilioClient> {
  const digits = '1'.repeat(32);
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'development',
        accountSid: `AC${digits}`,
        auth: { method: 'oauth', clientId: `OQ${digits}`, clientSecret: SECRET },
        oauth: { timeoutMs: 1000 },
        apiBaseUrl,
        http,
      }),
    ],
  }).compile();
  module.useLogger(false);
  onTestFinished(() => module.close());
  return module.get(TwilioClient);
}

async function startServer(answer: Answer): Promise<string> {
  const server = await startRecordingServer();
  onTestFinished(() => server.close());
  server.answer(answer);
  return server.origin;
}

describe('the variables of the functions on the stack, at every error that is thrown', () => {
  it('are read by this test at all', async () => {
    const fails = async (secret: string): Promise<void> => {
      await Promise.resolve();
      const request = { options: { body: Buffer.from(secret) } };
      if (request.options.body.length > 0) throw new Error('caught');
    };
    const found = await pausedVariables(() => fails(SECRET).catch(() => {}));
    expect(found.errors).toBeGreaterThan(0);
    expect(found.texts).toContain(SECRET);
  });

  it.each<[string, Answer]>([
    ['is refused', { status: 401, body: { code: 20003, message: 'no', status: 401 } }],
    ['is refused with a page', { status: 403, body: '<html>no</html>' }],
    ['breaks off', (message) => void message.socket.destroy()],
    ['is not HTTP', (message) => void message.socket.end('nonsense\r\n\r\n')],
    ['is answered without a token', { body: {} }],
    ['is not answered', () => {}],
  ])('hold no client secret when a token request %s', async (_, answer) => {
    const client = await startClient(await startServer(answer));
    const { texts, errors } = await pausedVariables(() => client.messages.list().catch(() => {}));
    expect(errors).toBeGreaterThan(0);
    for (const form of FORMS) expect(texts.filter((text) => text.includes(form))).toEqual([]);
  });

  it.each([
    ['nothing listens', 'http://127.0.0.1:9', {}],
    ['the authorities are no certificates', 'https://127.0.0.1:9', { ca: 'no certificate' }],
    ['the proxy does not exist', 'http://127.0.0.1:9', { proxy: 'http://127.0.0.1:9' }],
  ])('hold no client secret when %s', async (_, apiBaseUrl, http) => {
    const client = await startClient(apiBaseUrl, http);
    const { texts, errors } = await pausedVariables(() => client.messages.list().catch(() => {}));
    expect(errors).toBeGreaterThan(0);
    for (const form of FORMS) expect(texts.filter((text) => text.includes(form))).toEqual([]);
  });
});
