import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/support/receiver.js';
import { basic, send } from '../../test/support/send.js';
import { TwilioEmulator } from '../server/emulator.js';

describe('many at the same time (Node warns from the eleventh listener on)', () => {
  const warnings: Error[] = [];
  const collect = (warning: Error): void => void warnings.push(warning);
  beforeAll(() => process.on('warning', collect));
  afterAll(() => process.off('warning', collect));
  afterEach(async () => {
    // A warning is emitted in the next turn.
    await new Promise(setImmediate);
    expect(warnings.map(String)).toEqual([]);
  });

  it('callbacks cause no warning', async () => {
    await using app = await startReceiver();
    await using twilio = await TwilioEmulator.start({ stepMs: 400 });
    const { sid, authToken, phoneNumber } = twilio.account;
    const form = { To: '+15551234567', From: phoneNumber, Body: 'x', StatusCallback: app.url };
    const create = () =>
      send(twilio, `/2010-04-01/Accounts/${sid}/Messages.json`, {
        authorization: basic(sid, authToken),
        form,
      });
    await Promise.all(Array.from({ length: 60 }, create));
    await twilio.webhooks.idle();
    expect(app.received).toHaveLength(180);
  });

  it('emulators, and requests that a fault delays, cause no warning', async () => {
    const emulators = await Promise.all(Array.from({ length: 20 }, () => TwilioEmulator.start()));
    const [twilio] = emulators as [TwilioEmulator];
    twilio.faults.inject({ kind: 'latency', ms: 300 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => send(twilio, '/nowhere')));
    expect(answers.every(({ status }) => status === 501)).toBe(true);
    twilio.faults.clear();
    twilio.faults.inject({ kind: 'hang' });
    const hanging = Array.from({ length: 40 }, () => send(twilio, '/nowhere').catch(String));
    await expect.poll(() => twilio.requests.total).toBe(80);
    await Promise.all(emulators.map((emulator) => emulator.stop()));
    expect(await Promise.all(hanging)).toHaveLength(40);
  });
});
