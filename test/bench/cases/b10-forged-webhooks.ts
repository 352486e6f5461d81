import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';
import { FORGED, FORGED_SHA256, incomingMessage, SETTINGS } from '../webhook/incoming-message.js';
import { onEachPlatform, roundsOf, type LoadedServer, type Round } from '../webhook/server-load.js';
import { wireBytes, type WireMessage } from '../webhook/send-load.js';

const CONNECTIONS = 2;
const LIMITS = { mostRounds: 80, longestMs: 6_000 };

interface Attack {
  readonly what: string;
  readonly rawBody: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The least possible guard: the rest of what a forged webhook costs is Nest's and the machine's. */
  readonly control?: string;
  readonly requests: number;
  readonly warmUp: number;
  readonly atMost: number;
}

/** Until the engine has compiled the guards; a server meets them more often than this. */
const WARM_UP_REQUESTS = 3000;

const LARGE = Buffer.from(
  Array.from({ length: 150_000 }, (_, i) => `${i.toString(36)}=1`).join('&'),
);
const FEW = Buffer.from(Array.from({ length: 25 }, (_, i) => `Field${i}=value+${i}`).join('&'));

const ATTACKS: readonly Attack[] = [
  { what: '1 MB of short fields', rawBody: LARGE, requests: 2, warmUp: 6, atMost: 1.1 },
  {
    what: '25 fields',
    rawBody: FEW,
    control: '/hand-written/empty',
    requests: 400,
    warmUp: WARM_UP_REQUESTS,
    atMost: 1.15,
  },
  {
    what: '25 fields, SHA-256',
    rawBody: FEW,
    headers: { 'x-twilio-signature': FORGED_SHA256, ...SETTINGS },
    control: '/hand-written/sha256',
    requests: 400,
    warmUp: WARM_UP_REQUESTS,
    atMost: 1.15,
  },
];

/** What a forged webhook costs a server, compared with a guard that refuses without looking. */
export const forgedWebhooks: BenchCase = {
  id: 'B10',
  title: 'Processor time that a forged webhook costs beyond parsing it',
  async run() {
    return onEachPlatform(CONNECTIONS, async (on) => {
      const rows: BenchRow[] = [];
      for (const attack of ATTACKS) rows.push(await compare(on, attack));
      return rows;
    });
  },
};

async function compare(on: LoadedServer, attack: Attack): Promise<BenchRow> {
  const { what, control, atMost } = attack;
  const rounds = await roundsBeside(on, '/guarded/empty', attack);
  const microseconds = (rate: number): string => `${Math.round(1_000_000 / rate)} µs`;
  const row = {
    what: `${on.platform}: ${what}`,
    ours: microseconds(median(rounds.map(({ us }) => us))),
    peer: `refused unseen: ${microseconds(median(rounds.map(({ them }) => them)))}`,
    measured: costOf(rounds),
    goal: { atMost },
  };
  if (control === undefined) return row;
  const ofControl = costOf(await roundsBeside(on, control, attack)).toPrecision(3);
  return { ...row, note: `the hand-written guard: ${ofControl}` };
}

async function roundsBeside(
  { server, load }: LoadedServer,
  path: string,
  attack: Attack,
): Promise<Round[]> {
  const send =
    (to: string, count = attack.requests) =>
    () =>
      load.sendMessage(forged(attack, to), count);
  await send(path, attack.warmUp)();
  await send('/refused', attack.warmUp)();
  return roundsOf(server, send(path), send('/refused'), LIMITS);
}

function costOf(rounds: readonly Round[]): number {
  return median(rounds.map(({ us, them }) => them / us));
}

function forged({ rawBody, headers }: Attack, path: string): WireMessage {
  const { headers: genuine } = incomingMessage(path);
  const lengthened = { ...genuine, 'content-length': `${rawBody.length}` };
  const signed = { ...lengthened, 'x-twilio-signature': FORGED, ...headers };
  return { bytes: wireBytes({ headers: signed, rawBody }, path), status: 403 };
}
