import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';
import { FORGED, FORGED_SHA256, incomingMessage, SETTINGS } from '../webhook/incoming-message.js';
import { onEachPlatform, roundsOf, type LoadedServer } from '../webhook/server-load.js';
import { wireBytes, type WireMessage } from '../webhook/send-load.js';

const CONNECTIONS = 2;
const LIMITS = { mostRounds: 80, longestMs: 6_000 };

interface Attack {
  readonly what: string;
  readonly rawBody: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requests: number;
  readonly atMost: number;
}

const LARGE = Buffer.from(
  Array.from({ length: 150_000 }, (_, i) => `${i.toString(36)}=1`).join('&'),
);
const FEW = Buffer.from(Array.from({ length: 25 }, (_, i) => `Field${i}=value+${i}`).join('&'));

const ATTACKS: readonly Attack[] = [
  { what: '1 MB of short fields', rawBody: LARGE, requests: 2, atMost: 1.1 },
  { what: '25 fields', rawBody: FEW, requests: 400, atMost: 1.15 },
  {
    what: '25 fields, SHA-256',
    rawBody: FEW,
    headers: {
      'x-twilio-signature': FORGED_SHA256,
      ...SETTINGS,
    },
    requests: 400,
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

async function compare(
  { server, load, platform }: LoadedServer,
  attack: Attack,
): Promise<BenchRow> {
  const { what, requests, atMost } = attack;
  const send =
    (path: string, count = requests) =>
    () =>
      load.sendMessage(forged(attack, path), count);
  await send('/guarded/empty', requests * 3)();
  await send('/refused', requests * 3)();
  const rounds = await roundsOf(server, send('/guarded/empty'), send('/refused'), LIMITS);
  const microseconds = (rate: number): string => `${Math.round(1_000_000 / rate)} µs`;
  return {
    what: `${platform}: ${what}`,
    ours: microseconds(median(rounds.map(({ us }) => us))),
    peer: `refused unseen: ${microseconds(median(rounds.map(({ them }) => them)))}`,
    measured: median(rounds.map(({ us, them }) => them / us)),
    goal: { atMost },
  };
}

function forged({ rawBody, headers }: Attack, path: string): WireMessage {
  const { headers: genuine } = incomingMessage(path);
  const lengthened = { ...genuine, 'content-length': `${rawBody.length}` };
  const signed = { ...lengthened, 'x-twilio-signature': FORGED, ...headers };
  return { bytes: wireBytes({ headers: signed, rawBody }, path), status: 403 };
}
