import { median } from './median.js';

/** Something that is done over and over on one processor. */
export type Work = () => unknown;

type Round = readonly [us: number, them: number];

/** How two ways to do the same compare. */
export interface Comparison {
  /** How often each is done in a second of processor time. */
  readonly perSecond: readonly [us: number, them: number];
  /** How many times as often ours is done. */
  readonly ratio: number;
}

const MOST_ROUNDS = 400;
const LONGEST_MS = 8000;
const WARM_UP_MS = 1000;
const TURN_MS = 10;

/**
 * Does both in short turns, so that a busy moment of the machine meets both, and takes the
 * median of the rounds, so that one that met only one of them does not count. Both take turns
 * in going first.
 */
export async function takeTurns(us: Work, them: Work): Promise<Comparison> {
  const [ourTurn, theirTurn] = [await turnOf(us), await turnOf(them)];
  const rounds: Round[] = [];
  const inOrder = async (): Promise<Round> => [
    await perSecond(us, ourTurn),
    await perSecond(them, theirTurn),
  ];
  const reversed = async (): Promise<Round> => {
    const theirs = await perSecond(them, theirTurn);
    return [await perSecond(us, ourTurn), theirs];
  };
  const end = performance.now() + LONGEST_MS;
  while (rounds.length < MOST_ROUNDS && performance.now() < end) {
    rounds.push(rounds.length % 2 === 0 ? await inOrder() : await reversed());
  }
  return {
    perSecond: [median(rounds.map(([ours]) => ours)), median(rounds.map(([, theirs]) => theirs))],
    ratio: median(rounds.map(([ours, theirs]) => ours / theirs)),
  };
}

/** Warms up, and answers how often it is done in one turn. */
async function turnOf(work: Work): Promise<number> {
  const end = performance.now() + WARM_UP_MS;
  let rate = 0;
  while (performance.now() < end) rate = await perSecond(work, 50);
  return Math.max(5, Math.round((rate * TURN_MS) / 1000));
}

/** By the time of the processor, which does not run while another process has it. */
async function perSecond(work: Work, times: number): Promise<number> {
  const started = process.cpuUsage();
  for (let count = 0; count < times; count += 1) {
    const outcome = work();
    if (outcome instanceof Promise) await outcome;
  }
  const { user, system } = process.cpuUsage(started);
  return times / (Math.max(1, user + system) / 1_000_000);
}
