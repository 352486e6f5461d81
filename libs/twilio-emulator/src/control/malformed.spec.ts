import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const ANSWER_NEVER = { kind: 'answer', status: 200, when: { path: '/never' } };
const CALL = { from: '+1555', url: 'http://127.0.0.1:1/' };
const INBOUND = ['from', 'to', 'url', 'account', 'method', 'format', 'signWith', 'target'];

/** The fields of each route, and the rest of a valid body. */
const ROUTES: readonly (readonly [path: string, fields: readonly string[], rest: object])[] = [
  ['/faults', ['kind', 'times', 'when', 'status', 'headers', 'body'], ANSWER_NEVER],
  ['/outcomes', ['to', 'body', 'status', 'errorCode'], { status: 'failed', errorCode: 30001 }],
  ['/tokens/revoke', ['token', 'clientId'], {}],
  ['/clock', ['offsetSeconds'], {}],
  ['/webhooks/inbound-message', [...INBOUND, 'body', 'mediaUrls'], { ...CALL, body: 'x' }],
  ['/webhooks/inbound-call', [...INBOUND, '__proto__', 'constructor'], CALL],
];

/** One value of each kind, and some that resemble what is expected. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  '\0',
  '//',
  'http://',
  'POST',
  [],
  [[]],
  [null],
  {},
  { sharedKey: 5 },
  { constructor: 1 },
];

describe('the control routes', () => {
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterAll(() => twilio.stop());

  const post = (path: string, body: string, type?: string) =>
    send(twilio, `/__emulator${path}`, {
      body,
      ...(type && { headers: { 'content-type': type } }),
    });

  it.each(ROUTES)(
    'at %s answer a body that is no JSON object with 400 and a reason',
    async (path) => {
      for (const body of ['{', 'null', '[]', '1', '"x"', 'a=b', '{"a":1}', '\uFEFF{}']) {
        const { status, text } = await post(path, body);
        expect({ path, body, status }).toEqual({ path, body, status: 400 });
        expect(text).toMatch(/must be|unknown field|not JSON|is missing/);
      }
    },
  );

  it.each(ROUTES)('at %s never fail, whatever the fields are', async (path, fields, rest) => {
    for (const name of fields) {
      for (const value of VALUES) {
        // Not as an object, which could not have a field of the name __proto__ or a field twice.
        const start = JSON.stringify({ ...rest, [name]: undefined }).slice(0, -1);
        const comma = start === '{' ? '' : ',';
        const body = `${start}${comma}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
        const { status, text } = await post(path, body);
        expect(status, `${body}: ${text}`).toBeLessThan(500);
      }
    }
    twilio.reset();
  });

  it('answer an unknown account, number or route, and a bad path, with the reason', async () => {
    const message = { from: '+1555', body: 'x' };
    for (const [more, reason] of [
      [{ account: 'AC0' }, 'There is no account AC0'],
      [{ to: '+1556' }, 'url is needed'],
      [{}, 'url is needed'],
    ] as const) {
      const body = JSON.stringify({ ...message, ...more });
      const { status, text } = await post('/webhooks/inbound-message', body);
      expect(status).toBe(400);
      expect(text).toContain(reason);
    }
    expect((await send(twilio, '/__emulator/fault')).json).toEqual({
      error: 'There is no control route GET /__emulator/fault.',
    });
    expect((await send(twilio, '/__emulator/faults/%', { method: 'DELETE' })).status).toBe(400);
    for (const path of ['/requests/RQ1', '/messages/SM1', '/calls/__proto__']) {
      expect((await send(twilio, `/__emulator${path}`)).status).toBe(404);
    }
  });

  it.each([
    undefined,
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'nonsense',
  ])('read JSON with the content type %s', async (type) => {
    const { status } = await post('/faults', '{"kind":"outage","when":{"path":"/never"}}', type);
    expect(status).toBe(201);
  });
});
