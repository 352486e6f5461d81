import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { EventLines } from './event-lines.js';

const failed = (account = 'default', background = true) => ({
  account,
  clientId: 'OQ1',
  code: 'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE',
  reason: 'timeout',
  background,
});
const fetched = { account: 'default', clientId: 'OQ1', lifetimeMs: 1, tookMs: 1, attempts: 1 };

describe('the log of an outage', () => {
  it('is one line every five minutes, however many calls fail', async () => {
    const clock = new FakeClock();
    const lines = new EventLines(clock);
    expect(lines.tokenFailed(failed())).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('still valid'),
    });
    await clock.advance(299_999);
    expect(lines.tokenFailed(failed())).toBeUndefined();
    await clock.advance(1);
    expect(lines.tokenFailed(failed())).toBeDefined();
  });

  it('is an error once calls fail, and is separate for each account', () => {
    const lines = new EventLines(new FakeClock());
    lines.tokenFailed(failed());
    expect(lines.tokenFailed(failed('default', false))).toMatchObject({ level: 'error' });
    expect(lines.tokenFailed(failed('billing'))).toMatchObject({ params: { account: 'billing' } });
  });

  it('ends with one line, and normal traffic logs nothing', () => {
    const lines = new EventLines(new FakeClock());
    expect(lines.tokenFetched(fetched)).toBeUndefined();
    lines.tokenFailed(failed());
    expect(lines.tokenFetched(fetched)).toMatchObject({ level: 'log' });
    expect(lines.tokenFetched(fetched)).toBeUndefined();
    expect(lines.tokenFailed(failed())).toBeDefined();
  });

  it('says why, as far as it is known', () => {
    const lines = new EventLines(new FakeClock());
    const { reason: _, ...unexplained } = failed();
    expect(lines.tokenFailed(failed())?.message).toContain(
      '(TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE, timeout)',
    );
    expect(lines.tokenFailed({ ...unexplained, account: 'billing' })?.message).toContain(
      '(TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE)',
    );
  });

  it('covers the token store in the same way', () => {
    const lines = new EventLines(new FakeClock());
    const event = { account: 'default', operation: 'get', reason: 'ECONNREFUSED' } as const;
    expect(lines.storeFailed(event)).toMatchObject({ level: 'warn' });
    expect(lines.storeFailed(event)).toBeUndefined();
  });

  it('forgets the oldest of very many accounts', () => {
    const lines = new EventLines(new FakeClock());
    for (let i = 0; i < 1001; i++) lines.tokenFailed(failed(`tenant-${i}`));
    expect(lines.tokenFailed(failed('tenant-1000'))).toBeUndefined();
    expect(lines.tokenFailed(failed('tenant-0'))).toBeDefined();
  });
});
