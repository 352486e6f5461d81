import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import type { LogLine } from './log-line.js';
import { RejectionLines } from './rejection-lines.js';

const request = { method: 'POST', url: '/sms?secret=1', headers: {} };
const missing = { valid: false, reason: 'missing-signature' } as const;
const bad = { valid: false, reason: 'bad-signature', account: 'default' } as const;

function logged() {
  const clock = new FakeClock();
  const written: LogLine[] = [];
  const lines = new RejectionLines(clock, (line) => written.push(line));
  return { lines, clock, written, messages: () => written.map(({ message }) => message) };
}

describe('the log of rejected webhooks', () => {
  it('has ten lines a minute for each reason, and then how many more there were', async () => {
    const { lines, clock, messages } = logged();
    for (let count = 0; count < 1510; count += 1) lines.rejected(request, missing);
    lines.rejected(request, bad);
    expect(messages()).toEqual([
      ...Array<string>(10).fill('Rejected POST /sms: missing-signature.'),
      'Rejected POST /sms for account "default": bad-signature.',
    ]);
    await clock.advance(60_000);
    expect(messages().slice(11)).toEqual([
      'Rejected 1500 more webhooks within a minute: missing-signature.',
    ]);
    lines.rejected(request, missing);
    expect(messages()).toHaveLength(13);
  });

  it('has no summary where nothing was left out', async () => {
    const { lines, clock, messages } = logged();
    lines.rejected(request, missing);
    await clock.advance(120_000);
    expect(messages()).toHaveLength(1);
  });

  it('says once how to fix what is not the fault of the sender', () => {
    const { lines, written } = logged();
    for (const _ of [1, 2]) lines.rejected(request, { valid: false, reason: 'raw-body-missing' });
    expect(written.map(({ level }) => level)).toEqual(['warn', 'error', 'warn']);
  });

  it('is on one line, whatever the sender wrote', () => {
    const { lines, messages } = logged();
    lines.rejected({ ...request, url: `/a\n${'b'.repeat(300)}` }, missing);
    expect(messages()[0]).toMatch(/^Rejected POST \/a\?b{197}…: missing-signature\.$/);
  });
});
