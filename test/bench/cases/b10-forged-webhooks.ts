import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { FORGED, FORGED_SHA256, incomingMessage, SETTINGS } from '../webhook/incoming-message.js';
import { medianOf, perSecond } from '../webhook/server-load.js';
import { Load, wireBytes, type WireMessage } from '../webhook/send-load.js';

const CONNECTIONS = 2;
const MOST_ROUNDS = 80;
const LONGEST_MS = 6000;

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
    const rows: BenchRow[] = [];
    for (const platform of ['Express', 'Fastify']) {
      const file = fileURLToPath(new URL('../webhook/guarded-server.js', import.meta.url));
      const server = fork(file, [platform], { env: { NODE_ENV: 'production' } });
      const [port] = (await once(server, 'message')) as [number];
      const load = await Load.on(port, CONNECTIONS);
      for (const attack of ATTACKS) rows.push(await compare(server, load, attack, platform));
      load.end();
      server.disconnect();
    }
    return rows;
  },
};

async function compare(
  server: ChildProcess,
  load: Load,
  attack: Attack,
  platform: string,
): Promise<BenchRow> {
  const { what, requests, atMost } = attack;
  const send =
    (path: string, count = requests) =>
    () =>
      load.sendMessage(forged(attack, path), count);
  await send('/guarded/empty', requests * 3)();
  await send('/refused', requests * 3)();
  const rounds: { readonly us: number; readonly them: number }[] = [];
  const end = performance.now() + LONGEST_MS;
  while (rounds.length < MOST_ROUNDS && performance.now() < end) {
    const us = await perSecond(server, send('/guarded/empty'));
    rounds.push({ us, them: await perSecond(server, send('/refused')) });
  }
  const microseconds = (rate: number): string => `${Math.round(1_000_000 / rate)} µs`;
  return {
    what: `${platform}: ${what}`,
    ours: microseconds(medianOf(rounds.map(({ us }) => us))),
    peer: `refused unseen: ${microseconds(medianOf(rounds.map(({ them }) => them)))}`,
    measured: medianOf(rounds.map(({ us, them }) => them / us)),
    goal: { atMost },
  };
}

function forged({ rawBody, headers }: Attack, path: string): WireMessage {
  const { headers: genuine } = incomingMessage(path);
  const lengthened = { ...genuine, 'content-length': `${rawBody.length}` };
  const signed = { ...lengthened, 'x-twilio-signature': FORGED, ...headers };
  return { bytes: wireBytes({ headers: signed, rawBody }, path), status: 403 };
}
