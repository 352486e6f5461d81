import { TwilioEmulator } from 'twilio-auth-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampleProcess } from '#test/support/sample-process.js';

const MESSAGE = { to: '+15551234567', body: 'hi' };
const SETTINGS = { NODE_ENV: 'development', TWILIO_WEBHOOK_BASE_URL: 'https://example.com' };

describe.each(['oauth', 'api-key'] as const)('the sample with nothing but %s', (method) => {
  let twilio: TwilioEmulator;
  let sample: SampleProcess;
  beforeAll(async () => {
    twilio = await TwilioEmulator.start();
    const { TWILIO_WEBHOOK_SIGNING_KEYS: _none, ...credential } = twilio.env(method);
    sample = await SampleProcess.start({ ...credential, ...SETTINGS });
  }, 120_000);
  afterAll(async () => {
    await sample[Symbol.asyncDispose]();
    await twilio.stop();
  });

  it('starts, and says in one line what webhooks lack', () => {
    const lines = sample.output.split('\n').filter((line) => /webhook/i.test(line));
    expect(lines).toEqual([
      expect.stringMatching(
        /^ {2}Webhooks +off: set TWILIO_WEBHOOK_SIGNING_KEYS to the Auth Token/,
      ),
    ]);
    expect(sample.output).toContain(`the emulator at ${twilio.url}`);
  });

  it('suggests no method that it may have no credential for', () => {
    expect(sample.output).toContain('Which method, why');
    expect(sample.output).not.toContain('Another method');
  });

  it('prints no colour codes into a pipe', () => {
    expect(sample.output).toContain('[TwilioAuth]');
    expect(sample.output.includes('\u001B')).toBe(false);
  });

  it('sends messages, and asks for no callback that it could not verify', async () => {
    expect(await sample.call('POST', '/messages', MESSAGE)).toMatchObject({ status: 201 });
    expect(twilio.requests.at(-1)?.params).not.toHaveProperty('StatusCallback');
  });

  it.each(['/webhooks/sms', '/webhooks/status'])('answers %s with what to set', async (path) => {
    expect(await sample.call('POST', path, { MessageSid: 'SM1' })).toMatchObject({
      status: 503,
      body: { message: expect.stringContaining('set TWILIO_WEBHOOK_SIGNING_KEYS') },
    });
  });
});
