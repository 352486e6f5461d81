import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilioSdk from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TwilioEmulator } from '../server/emulator.js';
import { splitUserInfo } from './user-info.js';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a webhook', () => {
  let twilio: TwilioEmulator;
  let server: Server;
  let host: string;
  let received: Received[];
  let challenge: string | undefined;
  beforeEach(async () => {
    received = [];
    challenge = undefined;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { url = '', headers } = request;
        received.push({ url, headers, body });
        if (challenge !== undefined && headers.authorization === undefined) {
          response.writeHead(401, { 'www-authenticate': challenge }).end();
        } else response.end('ok');
      });
    });
    server.on('upgrade', ({ url = '', headers }, socket) => {
      received.push({ url, headers, body: '' });
      socket.end(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    twilio = await TwilioEmulator.start({
      seed: {
        accounts: [
          {
            sharedKeys: [
              { name: 'new', secret: 'shared', keyId: 'SK1' },
              { name: 'old', secret: 'shared', keyId: 'SK2', algorithm: 'hmac-sha1' },
            ],
          },
        ],
      },
    });
  });
  afterEach(async () => {
    await twilio.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const isSigned = (url: string, { headers, body }: Received): boolean =>
    twilioSdk.validateRequest(
      twilio.account.authToken,
      String(headers['x-twilio-signature']),
      url,
      Object.fromEntries(new URLSearchParams(body)),
    );

  it('sends the user info of its URL only when it is asked to', async () => {
    const url = `http://us%40er:p%3Ass@${host}/sms?a=1`;
    await twilio.webhooks.send({ url });
    expect(received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    challenge = 'Basic realm="shop"';
    const { status } = await twilio.webhooks.send({ url });
    expect(status).toBe(200);
    const credentials = received.slice(1).map(({ headers }) => headers.authorization);
    expect(credentials).toEqual([undefined, `Basic ${btoa('us@er:p:ss')}`]);
    const tokens = received.slice(1).map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(tokens[0]).toBe(tokens[1]);
  });

  it('answers no other challenge, and none without user info', async () => {
    challenge = 'Digest realm="shop"';
    expect((await twilio.webhooks.send({ url: `http://u:p@${host}/` })).status).toBe(401);
    challenge = 'Basic realm="shop"';
    expect((await twilio.webhooks.send({ url: `http://${host}/` })).status).toBe(401);
    expect(received).toHaveLength(2);
  });

  it('is signed without the user info, or with it on request', async () => {
    const url = `http://user:secret@${host}/sms`;
    const plain = await twilio.webhooks.send({ url });
    const whole = await twilio.webhooks.send({ url, signUserInfo: true });
    expect([plain.url, whole.url]).toEqual([`http://${host}/sms`, url]);
    const [first, second] = received as [Received, Received];
    expect([isSigned(`http://${host}/sms`, first), isSigned(url, first)]).toEqual([true, false]);
    expect([isSigned(`http://${host}/sms`, second), isSigned(url, second)]).toEqual([false, true]);
  });

  it('can be a JSON list or nested JSON', async () => {
    const events = [{ specversion: '1.0', data: { to: ['+1555', { deep: null }] } }];
    const { url } = await twilio.webhooks.send({ url: `http://${host}/events`, json: events });
    const [{ headers, body }] = received as [Received];
    expect(JSON.parse(body)).toEqual(events);
    const signature = String(headers['x-twilio-signature']);
    const { authToken } = twilio.account;
    expect(twilioSdk.validateRequestWithBody(authToken, signature, url, body)).toBe(true);
  });

  it('names a shared key and its algorithm in a header', async () => {
    const url = `http://${host}/sms`;
    for (const sharedKey of ['new', 'old']) {
      await twilio.webhooks.send({ url, params: { a: '1' }, signWith: { sharedKey } });
    }
    await twilio.webhooks.send({ url });
    const name = 'x-twilio-webhooks-signature-settings';
    expect(received.map(({ headers }) => headers[name])).toEqual([
      'key=SK1,algorithm=HMAC_SHA256',
      'key=SK2,algorithm=HMAC_SHA1',
      undefined,
    ]);
    const lengths = received.map(({ headers }) => String(headers['x-twilio-signature']).length);
    expect(lengths).toEqual([44, 28, 28]);
    const params = Object.fromEntries(new URLSearchParams(received[0]?.body));
    expect(twilio.webhooks.signature(url, params, { signWith: { sharedKey: 'new' } })).toBe(
      received[0]?.headers['x-twilio-signature'],
    );
  });

  it('can open a WebSocket, signed for its own scheme', async () => {
    const url = 'wss://shop.example.com/media';
    const delivery = await twilio.webhooks.upgrade({ url, target: `http://${host}` });
    expect(delivery).toMatchObject({ kind: 'upgrade', status: 101, url });
    const [{ headers }] = received as [Received];
    expect(headers).toMatchObject({ upgrade: 'websocket', host: 'shop.example.com' });
    expect(twilio.webhooks.signature(url)).toBe(headers['x-twilio-signature']);
    const direct = await twilio.webhooks.upgrade({ url: `ws://${host}/media` });
    expect(direct.status).toBe(101);
    const refused = await twilio.webhooks.upgrade({ url: 'ftp://a.test/' });
    expect(refused.error).toContain('not an http, https, ws or wss URL');
  });

  it.each([
    ['https://a.test/x@y', 'https://a.test/x@y', undefined],
    ['https://u@a.test/x', 'https://a.test/x', `Basic ${btoa('u:')}`],
    ['https://u:%zz@a.test', 'https://a.test', `Basic ${btoa('u:%zz')}`],
  ])('has its user info taken out: %s', (url, plain, authorization) => {
    expect(splitUserInfo(url)).toEqual({ url: plain, authorization });
  });
});
