import { readFile } from 'node:fs/promises';
import { EmulatedAccount } from '../server/emulated-account.js';
import { applySeed } from '../state/apply-seed.js';
import { checkedSeed } from '../state/check-seed.js';
import { EmulatorClock } from '../protocol/clock.js';
import { EmulatorState } from '../state/emulator-state.js';
import { defaultSeed, type Seed } from '../state/seed.js';
import { withStableCredentials } from '../state/stable-seed.js';
import { UsageError } from './usage.js';

/** The seed of a file, or the default one. @throws {SeedError | UsageError} */
export async function readSeed(file: string | undefined): Promise<Seed> {
  return file === undefined ? defaultSeed() : checkedSeed(await readJson(file));
}

/** The first account of an emulator that starts with this seed, without starting one. */
export function firstAccount(seed: Seed): EmulatedAccount {
  const state = new EmulatorState(new EmulatorClock(), 0);
  const [first] = applySeed(state, withStableCredentials(seed));
  return new EmulatedAccount(state, first);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--seed ${file}: ${(error as Error).message}`, { cause: error });
  }
}
