import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdk } from '../../test/support/sdk.js';
import { TwilioEmulator } from '../server/emulator.js';

const TO = '+15551234567';
const MINUTE_MS = 60_000;

describe('Verify', () => {
  let twilio: TwilioEmulator;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
  });
  afterAll(() => twilio.stop());

  const verify = () => sdk(twilio, twilio.account.sid, twilio.account.authToken).verify.v2;
  const newService = async (codeLength = 6) => {
    const { sid } = await verify().services.create({ friendlyName: 'Shop', codeLength });
    return verify().services(sid);
  };
  const codeFor = (to: string): string => twilio.account.verificationCode(to) ?? '';

  it('approves the code that was sent, once', async () => {
    const service = await newService(8);
    const sent = await service.verifications.create({ to: TO, channel: 'sms' });
    expect(sent).toMatchObject({ to: TO, channel: 'sms', status: 'pending', valid: false });
    const code = codeFor(TO);
    expect(code).toMatch(/^\d{8}$/);
    expect(JSON.stringify(sent)).not.toContain(code);
    const wrong = code === '12345678' ? '87654321' : '12345678';
    const first = await service.verificationChecks.create({ to: TO, code: wrong });
    expect(first).toMatchObject({ status: 'pending', valid: false });
    const second = await service.verificationChecks.create({ to: TO, code });
    expect(second).toMatchObject({ sid: sent.sid, status: 'approved', valid: true });
    await expect(service.verificationChecks.create({ to: TO, code })).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    expect(twilio.account.verificationCode(TO)).toBeUndefined();
  });

  it('sends the same code again, five times at most', async () => {
    const service = await newService();
    const { sid } = await service.verifications.create({ to: TO, channel: 'sms' });
    const code = codeFor(TO);
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      const again = await service.verifications.create({ to: TO, channel: 'call' });
      expect(again).toMatchObject({ sid, channel: 'call' });
      expect(again.sendCodeAttempts).toHaveLength(attempt);
    }
    expect(codeFor(TO)).toBe(code);
    await expect(service.verifications.create({ to: TO, channel: 'sms' })).rejects.toMatchObject({
      status: 429,
      code: 60203,
    });
  });

  it('refuses a sixth check, also with the right code', async () => {
    const service = await newService();
    const { sid: verificationSid } = await service.verifications.create({
      to: 'a@example.com',
      channel: 'email',
    });
    const code = codeFor('a@example.com');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await service.verificationChecks.create({ verificationSid, code: '0' });
    }
    await expect(
      service.verificationChecks.create({ verificationSid, code }),
    ).rejects.toMatchObject({ status: 429, code: 60202 });
  });

  it('forgets a code after ten minutes, or when it is canceled', async () => {
    const service = await newService();
    const { sid } = await service.verifications.create({ to: TO, channel: 'sms' });
    twilio.clock.advance(9 * MINUTE_MS);
    expect(await service.verifications(sid).fetch()).toMatchObject({ status: 'pending' });
    twilio.clock.advance(MINUTE_MS);
    await expect(service.verifications(sid).fetch()).rejects.toMatchObject({ code: 20404 });
    const next = await service.verifications.create({ to: TO, channel: 'sms' });
    expect(next.sid).not.toBe(sid);
    const canceled = await service.verifications(next.sid).update({ status: 'canceled' });
    expect(canceled.status).toBe('canceled');
    expect(twilio.account.verificationCode(TO)).toBeUndefined();
  });

  it.each([
    ['without a channel', { to: TO, channel: '' }],
    ['to what is no number', { to: 'abc', channel: 'sms' }],
    ['by a channel that does not exist', { to: TO, channel: 'pigeon' }],
  ])('sends nothing %s', async (_, request) => {
    const service = await newService();
    await expect(service.verifications.create(request)).rejects.toMatchObject({
      status: 400,
      code: 60200,
    });
  });

  it('keeps services, which can be listed, changed and deleted', async () => {
    const service = await newService();
    const { sid } = await service.update({ friendlyName: 'Store', codeLength: 4 });
    const listed = await verify().services.list();
    expect(listed.find((one) => one.sid === sid)).toMatchObject({
      friendlyName: 'Store',
      codeLength: 4,
    });
    await service.remove();
    await expect(service.fetch()).rejects.toMatchObject({ code: 20404 });
    for (const wrong of [{ friendlyName: 'x'.repeat(31) }, { friendlyName: 'x', codeLength: 3 }]) {
      await expect(verify().services.create(wrong)).rejects.toMatchObject({ code: 60200 });
    }
  });

  it('lists codes that can be entered over the control route', async () => {
    const service = await newService();
    await service.verifications.create({ to: '+15557654321', channel: 'sms' });
    const answer = await fetch(`${twilio.url}/__emulator/verifications`);
    const { verifications } = (await answer.json()) as { verifications: object[] };
    expect(verifications.at(-1)).toMatchObject({
      to: '+15557654321',
      code: codeFor('+15557654321'),
    });
  });
});
