import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

const TOKEN = 'a-token-of-16-characters';

describe('a control token', () => {
  let twilio: TwilioEmulator;
  afterEach(() => twilio.stop());

  const status = async (headers: Record<string, string>, path = '/requests') =>
    (await send(twilio, `/__emulator${path}`, { headers })).status;

  it('is needed for every control route, also on this machine', async () => {
    twilio = await TwilioEmulator.start({ controlToken: TOKEN });
    const { status: refused, headers } = await send(twilio, '/__emulator/requests');
    expect(refused).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    for (const authorization of [
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
    ]) {
      expect(await status({ authorization })).toBe(401);
    }
    expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await status({}, '/health')).toBe(200);
    expect(twilio.requests.total).toBe(0);
  });

  it('opens them to other hosts and their own page, but not to other pages', async () => {
    twilio = await TwilioEmulator.start({ controlToken: TOKEN });
    const authorization = `Bearer ${TOKEN}`;
    const host = 'twilio.test:4010';
    expect(await status({ authorization, host })).toBe(200);
    expect(await status({ authorization, host, origin: 'http://twilio.test:4010' })).toBe(200);
    expect(await status({ authorization, host, origin: 'http://evil.test' })).toBe(403);
    expect(await status({ authorization, host, origin: 'null' })).toBe(403);
  });

  it('is not in what the emulator shows', async () => {
    twilio = await TwilioEmulator.start({ controlToken: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    await send(twilio, '/nowhere', { headers });
    const [{ id } = { id: '' }] = twilio.requests;
    for (const path of ['/overview', '/requests', `/requests/${id}`]) {
      expect((await send(twilio, `/__emulator${path}`, { headers })).text).not.toContain(TOKEN);
    }
  });

  it('is the only way to the control routes from another machine', async () => {
    twilio = await TwilioEmulator.start();
    const authorization = `Bearer ${TOKEN}`;
    expect(await status({ authorization, host: 'twilio.test' })).toBe(403);
    expect(await status({ authorization, host: 'twilio.test' }, '/health')).toBe(200);
  });
});
