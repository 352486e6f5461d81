import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load, VARIABLES } from '#test/support/configuration.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { createRuntime } from '../create-runtime.js';
import type { LiveAccount } from './live-account.js';

const STEP_MS = 250;
/** The longest wait for the next read; the limit for reading a secret is longer. */
const PLANNED_MS = 1_000;

let folder: string;
let file: string;
let clock: FakeClock;
let valid: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-auth-'));
  file = join(folder, 'secret');
  clock = new FakeClock();
  valid = 'secret-1';
  writeFileSync(file, valid);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function account(): Promise<LiveAccount> {
  const { TWILIO_API_SECRET: _given, ...variables } = VARIABLES['api-key'];
  const config = await load({}, { ...variables, TWILIO_API_SECRET_FILE: file }, { clock });
  return (await createRuntime(config, { clock, emit: () => {} })).accounts.get();
}

/** A call as the transport makes it, to an API that knows one secret. */
async function call(live: LiveAccount): Promise<boolean> {
  const isAccepted = (header: string): boolean =>
    Buffer.from(header.slice('Basic '.length), 'base64').toString().endsWith(`:${valid}`);
  const header = await live.authorization();
  if (isAccepted(header)) return true;
  return (await live.rejected(header)) && isAccepted(await live.authorization());
}

interface Change {
  readonly atMs: number;
  /** What the file holds from now on; `undefined`: it is absent. */
  readonly content?: string | undefined;
  /** The only secret that works from now on. */
  readonly valid?: string;
}

/** Makes ten calls every 250 ms, and returns at which times any of them failed. */
async function run(changes: readonly Change[], untilMs: number): Promise<readonly number[]> {
  const live = await account();
  const failures = new Set<number>();
  let pending = 0;
  /** Every call is over, or waits for a read that is planned: no read is running. */
  const isSettled = ({ waiting } = clock): boolean =>
    waiting.every((waitMs) => waitMs <= PLANNED_MS) && (pending === 0 || waiting.length > 0);
  const settle = async (): Promise<void> => {
    do await setImmediate();
    while (!isSettled());
  };
  for (let nowMs = 0; nowMs < untilMs; nowMs += STEP_MS) {
    for (const change of changes.filter(({ atMs }) => atMs === nowMs)) {
      if (change.valid !== undefined) valid = change.valid;
      if ('content' in change) replaceFile(change.content);
    }
    for (let count = 0; count < 10; count += 1) {
      pending += 1;
      void call(live).then((isSent) => {
        pending -= 1;
        if (!isSent) failures.add(nowMs);
      });
    }
    await settle();
    await clock.advance(STEP_MS);
    await settle();
  }
  return [...failures].toSorted((a, b) => a - b);
}

function replaceFile(content: string | undefined): void {
  if (content === undefined) rmSync(file, { force: true });
  else writeFileSync(file, content);
}

const between = (fromMs: number, toMs: number): readonly number[] =>
  Array.from({ length: (toMs - fromMs) / STEP_MS }, (_, step) => fromMs + step * STEP_MS);

describe('A secret file that is replaced when its secret is revoked', () => {
  it.each<[string, readonly Change[]]>([
    ['at once', [{ atMs: 1_000, valid: 'secret-2', content: 'secret-2' }]],
    [
      'after it was empty',
      [
        { atMs: 1_000, valid: 'secret-2', content: '' },
        { atMs: 1_250, content: 'secret-2' },
      ],
    ],
    [
      'after it was absent',
      [
        { atMs: 1_000, valid: 'secret-2', content: undefined },
        { atMs: 1_500, content: 'secret-2' },
      ],
    ],
    [
      'half a second late',
      [
        { atMs: 1_000, valid: 'secret-2' },
        { atMs: 1_500, content: 'secret-2' },
      ],
    ],
    [
      'and again ten seconds later',
      [
        { atMs: 1_000, valid: 'secret-2', content: '' },
        { atMs: 1_250, content: 'secret-2' },
        { atMs: 11_250, valid: 'secret-3', content: '' },
        { atMs: 11_500, content: 'secret-3' },
      ],
    ],
  ])('costs no call: %s', async (_, changes) => {
    expect(await run(changes, 15_000)).toEqual([]);
  });

  it('costs the calls that met half of the secret, and no later one', async () => {
    const changes = [
      { atMs: 1_000, valid: 'secret-2', content: 'secr' },
      { atMs: 1_250, content: 'secret-2' },
    ];
    expect(await run(changes, 5_000)).toEqual([1_000]);
  });

  it.each([5_000, 20_000, 60_000])(
    'is in force within two seconds of being right, %d ms after its secret was revoked',
    async (lateMs) => {
      const rightMs = 1_000 + lateMs;
      const changes = [
        { atMs: 1_000, valid: 'secret-2' },
        { atMs: rightMs, content: 'secret-2' },
      ];
      const failures = await run(changes, rightMs + 10_000);
      expect(failures.filter((atMs) => atMs < rightMs)).toEqual(between(1_000, rightMs));
      expect(failures.filter((atMs) => atMs >= rightMs + 1_000)).toEqual([]);
    },
  );
});
