import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import { bearer, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('the control routes', () => {
  let twilio: TwilioEmulator;
  beforeEach(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterEach(() => twilio.stop());

  const control = (path: string, body?: unknown, method?: string) =>
    send(twilio, `/__emulator${path}`, {
      ...(method !== undefined && { method }),
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });

  it('inject, list and remove faults, which never apply to these routes', async () => {
    const { status, json } = await control('/faults', {
      kind: 'outage',
      when: { product: 'oauth' },
    });
    expect(status).toBe(201);
    expect((await send(twilio, '/v2/token', { form: {} })).status).toBe(503);
    expect((await control('/faults')).json['faults']).toMatchObject([{ id: json['id'], hits: 1 }]);
    expect((await control(`/faults/${String(json['id'])}`, undefined, 'DELETE')).status).toBe(204);
    expect((await control('/faults')).json['faults']).toEqual([]);
  });

  it('show and clear the request log, and are not logged', async () => {
    await send(twilio, '/v2/token', { form: { client_secret: 'hush' } });
    const { text, json } = await control('/requests');
    expect(json).toMatchObject({ total: 1, requests: [{ path: '/v2/token', status: 400 }] });
    expect(text).not.toContain('hush');
    await control('/requests', undefined, 'DELETE');
    expect((await control('/requests')).json).toMatchObject({ total: 0, requests: [] });
  });

  it('revoke one token, or all', async () => {
    const authorization = await bearer(twilio);
    const token = authorization.slice('Bearer '.length);
    expect((await control('/tokens/revoke', { token })).json).toEqual({ revoked: 1 });
    expect((await send(twilio, '/2010-04-01/Accounts.json', { authorization })).status).toBe(401);
    await bearer(twilio);
    expect((await control('/tokens/revoke', {})).json).toEqual({ revoked: 1 });
  });

  it('set the clock', async () => {
    const authorization = await bearer(twilio);
    expect((await control('/clock', { offsetSeconds: 3600 })).status).toBe(200);
    expect((await send(twilio, '/2010-04-01/Accounts.json', { authorization })).status).toBe(401);
  });

  it('simulate an inbound message', async () => {
    await using app = await startReceiver();
    const { json } = await control('/webhooks/inbound-message', {
      from: '+15551234567',
      body: 'hi',
      url: `${app.url}/sms`,
    });
    expect(json).toMatchObject({ kind: 'inbound-message', status: 200, body: '<Response/>' });
    expect((await control('/webhooks')).json['deliveries']).toHaveLength(1);
  });

  it.each([
    ['/faults', { kind: 'flood' }, 'kind: must be one of'],
    ['/clock', { offsetSeconds: '1' }, 'offsetSeconds: must be a whole number'],
    ['/tokens/revoke', { tokn: 'x' }, 'tokn: unknown field'],
    ['/webhooks/inbound-message', {}, 'from: is missing; body: is missing'],
  ])('answer an invalid body at %s with 400 and the reason', async (path, body, reason) => {
    const { status, text } = await control(path, body);
    expect(status).toBe(400);
    expect(text).toContain(reason);
  });

  it('refuse other hosts, pages of other origins and DNS rebinding', async () => {
    for (const headers of [{ host: 'evil.test' }, { origin: 'https://evil.test' }]) {
      const { status } = await send(twilio, '/__emulator/requests', { headers });
      expect(status).toBe(403);
    }
  });
});
