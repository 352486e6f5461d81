import { describe, expect, it } from 'vitest';
import { RestException } from '#test/support/sdk-exceptions.js';
import { FakeClock } from '../../testing/fake-clock.js';
import type { Verification } from '../client/verify-account.js';
import { TwilioConnectionError } from '../errors/connection.error.js';
import { attemptWithin, type Attempt } from './attempt-within.js';

const ACCEPTED: Verification = { authenticated: true, message: 'The credential was accepted.' };

const failing = (error: unknown): Promise<Attempt> =>
  attemptWithin(new FakeClock(), 1000, async () => {
    throw error;
  });

describe('an attempt that is answered in time', () => {
  it.each([true, false])(
    'results in that answer, and leaves no timer (accepted: %j)',
    async (accepted) => {
      const clock = new FakeClock();
      const verification = { ...ACCEPTED, authenticated: accepted };
      const attempt = await attemptWithin(clock, 1000, async () => verification);

      expect(attempt).toEqual({ ...verification, answered: true });
      expect(clock.waiting).toEqual([]);
    },
  );
});

describe('an attempt without an answer', () => {
  it('ends at its limit, and not before', async () => {
    const clock = new FakeClock();
    let ended: Attempt | undefined;
    const attempt = attemptWithin(clock, 1500, () => new Promise(() => {}));
    void attempt.then((result) => (ended = result));
    await clock.advance(1499);
    expect(ended).toBeUndefined();
    await clock.advance(1);

    expect(ended).toEqual({
      authenticated: false,
      answered: false,
      code: 'TIMEOUT',
      message: 'Twilio did not answer within 1.5 s.',
    });
  });

  it('ignores what comes after its limit', async () => {
    const clock = new FakeClock();
    let fail: ((error: Error) => void) | undefined;
    const attempt = attemptWithin(clock, 1000, () => new Promise((_, reject) => (fail = reject)));
    await clock.advance(1000);
    fail?.(new Error('too late to matter'));

    expect(await attempt).toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('an attempt that fails', () => {
  it('has the code of our own error', async () => {
    const where = { host: 'api.twilio.com', method: 'GET', path: '/', sent: 'no' } as const;
    expect(
      await failing(new TwilioConnectionError({ ...where, causeCode: 'ECONNREFUSED' })),
    ).toEqual({
      authenticated: false,
      answered: false,
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each<[string, number, object, object]>([
    ['and the code', 429, { code: 20429, message: 'slow down' }, { status: 429, code: 20429 }],
    ['without a code where Twilio gave none', 503, { message: 'busy' }, { status: 503 }],
  ])("has the status of Twilio's answer %s", async (_, statusCode, body, codes) => {
    const { message, ...attempt } = await failing(new RestException({ statusCode, body }));
    expect(attempt).toEqual({ authenticated: false, answered: false, ...codes });
    expect(message).toContain((body as { message: string }).message);
  });

  it.each<[string, unknown, string]>([
    ['the message of the error', new Error('no disk'), 'no disk'],
    ['a message of ours where there is none', 'a thrown string', 'The attempt failed.'],
  ])('for another reason has %s', async (_, error, message) => {
    expect(await failing(error)).toEqual({ authenticated: false, answered: false, message });
  });
});
