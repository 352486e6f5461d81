import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendTo, type WireRequest } from '#test/support/http-send.js';
import { webhookApp, type LogLines } from '#test/support/webhook-app.js';
import {
  ACCOUNT_SID,
  formRequest,
  webhookAccount,
  OTHER_TOKEN,
  verifierOf,
  type EmittedEvent,
} from '#test/support/webhook-fixture.js';

const PARAMS = { AccountSid: ACCOUNT_SID, From: '+15005550006', Body: 'a private message' };
const { host: _host, ...HEADERS } = formRequest(PARAMS).headers;
const BODY = formRequest(PARAMS).rawBody;
const SIGNATURE = HEADERS['x-twilio-signature']!;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The same 20 bytes: the last letter encodes four bits of them, and two bits that are unused. */
function reencoded(signature: string): string {
  const last = BASE64[BASE64.indexOf(signature.at(-2)!) + 1]!;
  const other = `${signature.slice(0, -2)}${last}=`;
  expect(Buffer.from(other, 'base64').equals(Buffer.from(signature, 'base64'))).toBe(true);
  return other;
}

const withBody = (body: Buffer | string): Partial<WireRequest> => ({
  body,
  headers: { ...HEADERS, 'content-length': `${Buffer.byteLength(body)}` },
});
const signed = (signature: string | readonly string[]): Partial<WireRequest> => ({
  headers: { ...HEADERS, 'x-twilio-signature': signature },
});
const changed = (from: string, to: string) => withBody(String(BODY).replace(from, to));

const FORGERIES: Record<string, Partial<WireRequest>> = {
  'another key': signed(formRequest(PARAMS, { token: OTHER_TOKEN }).headers['x-twilio-signature']!),
  'a doubled signature': signed([SIGNATURE, SIGNATURE]),
  'a short signature': signed(SIGNATURE.slice(0, -2)),
  'a signature without padding': signed(SIGNATURE.replace('=', '')),
  'another encoding of the same bytes': signed(reencoded(SIGNATURE)),
  'a multibyte signature': signed(Buffer.from('é'.repeat(28)).toString('latin1')),
  'a signature of 28 spaces and letters': signed(`a${' '.repeat(26)}=`),
  'one byte more in the body': changed('a+private', 'aa+private'),
  'one byte changed in the body': changed('message', 'messagf'),
  'a trailing space in the body': withBody(`${String(BODY)} `),
  'a trailing newline in the body': withBody(`${String(BODY)}\r\n`),
  'a BOM before the body': withBody(`\uFEFF${String(BODY)}`),
  'a field added': withBody(`${String(BODY)}&Extra=1`),
  'an empty field added': withBody(`${String(BODY)}&=1`),
  'a field doubled with another value': withBody(`${String(BODY)}&From=%2B1`),
  'a bracketed field added': withBody(`${String(BODY)}&From[]=%2B1`),
  'a field called __proto__ added': withBody(`${String(BODY)}&__proto__[admin]=1`),
  '900 duplicates added': withBody(`${String(BODY)}${'&From=%2B1'.repeat(900)}`),
  'a malformed escape': withBody(`${String(BODY)}&x=%zz`),
  'bytes that are not UTF-8': withBody(Buffer.concat([BODY, Buffer.from('&x=\xff', 'latin1')])),
  'no body': { body: '', headers: { ...HEADERS, 'content-length': '0' } },
  'one byte changed in the path': { target: '/webhooks/elsewhere' },
  'a query added': { target: '/webhooks/sms?x=1' },
  'an empty query added': { target: '/webhooks/sms?' },
  'JSON as content type': {
    body: '{}',
    headers: { ...HEADERS, 'content-type': 'application/json', 'content-length': '2' },
  },
  'text as content type': { headers: { ...HEADERS, 'content-type': 'text/plain' } },
  'another charset': {
    headers: {
      ...HEADERS,
      'content-type': 'application/x-www-form-urlencoded; charset=iso-8859-1',
    },
  },
};

/** Other paths, which a router may treat as the same route. */
const OTHER_PATHS = {
  'a trailing slash': { target: '/webhooks/sms/', express: 403, fastify: 404 },
  'an escaped path': { target: '/webhooks/%73ms', express: 404, fastify: 403 },
  'a doubled slash': { target: '//evil.com/webhooks/sms', express: 404, fastify: 404 },
};

describe.each(['express', 'fastify'] as const)(
  'on %s a captured webhook is rejected',
  (adapter) => {
    let app: INestApplication;
    let log: LogLines;
    let events: EmittedEvent[];

    beforeAll(async () => {
      const fixture = verifierOf([webhookAccount()], { explain: true });
      events = fixture.events;
      ({ app, log } = await webhookApp(adapter, fixture.verifier));
    });
    beforeEach(() => {
      events.length = 0;
      log.lines.length = 0;
    });
    afterAll(() => app.close());

    const send = (change: Partial<WireRequest>) =>
      sendTo(app, { target: '/webhooks/sms', headers: HEADERS, body: BODY, ...change });

    it('but not when it is sent unchanged', async () => {
      expect((await send({})).status).toBe(200);
    });

    it.each(Object.entries(FORGERIES))('with %s', async (_, forgery) => {
      const { status, body } = await send(forgery);
      expect(events.map(({ name }) => name)).toEqual(['webhook.rejected']);
      expect({ status, body: JSON.parse(body) }).toEqual({
        status: 403,
        body: { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
      });
      expectNothingPrivateLogged();
    });

    it.each(Object.entries(OTHER_PATHS))(
      'with %s, by the guard or before it',
      async (_, { target, ...expected }) => {
        const { status } = await send({ target });
        expect(status).toBe(expected[adapter]);
        const rejected = status === 403 ? ['webhook.rejected'] : [];
        expect(events.map(({ name }) => name)).toEqual(rejected);
        expectNothingPrivateLogged();
      },
    );

    function expectNothingPrivateLogged(): void {
      const logged = [...log.lines, JSON.stringify(log.attached)].join('\n');
      expect(logged).not.toMatch(/private|messag/);
    }

    it.each([
      ['without a signature', { ...HEADERS, 'x-twilio-signature': [] }],
      ['with an empty signature', { ...HEADERS, 'x-twilio-signature': '' }],
    ])('%s, for that reason', async (_, headers) => {
      expect((await send({ headers })).status).toBe(403);
      expect(events).toMatchObject([
        { event: { reason: 'missing-signature', path: '/webhooks/sms' } },
      ]);
    });

    it('with a signature of 15 KB by the guard, and of 100 KB by Node', async () => {
      const { status } = await send(signed('A'.repeat(15_000)));
      expect(status).toBe(403);
      const rejected = events.length;
      const huge = await send(signed('A'.repeat(100_000))).then(
        (answer) => answer.status,
        (error: NodeJS.ErrnoException) => error.code,
      );
      // Node itself answers a header of this size, and closes the socket before it has read all of it.
      expect([431, 'ECONNRESET', 'EPIPE']).toContain(huge);
      expect(events).toHaveLength(rejected);
    });

    it('with more repeats than the parser allows, and never with a 5xx', async () => {
      const { status } = await send(withBody(`${String(BODY)}${'&a=1'.repeat(1001)}`));
      expect([403, 413]).toContain(status);
      expect(events.every(({ name }) => name === 'webhook.rejected')).toBe(true);
    });
  },
);
