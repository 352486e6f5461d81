import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from '../bench-case.js';
import { Load } from './send-load.js';

/** A server with guarded routes on one platform, and the load that is sent to it. */
export interface LoadedServer {
  readonly platform: string;
  readonly server: ChildProcess;
  readonly load: Load;
}

/** The rates of two ways to do the same, in one round. */
export interface Round {
  readonly us: number;
  readonly them: number;
}

/** Starts a server of each platform in turn, in a process of its own, and measures it. */
export async function onEachPlatform(
  connections: number,
  measure: (on: LoadedServer) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const platform of ['Express', 'Fastify']) {
    const file = fileURLToPath(new URL('guarded-server.js', import.meta.url));
    const server = fork(file, [platform], { env: { NODE_ENV: 'production' } });
    const [port] = (await once(server, 'message')) as [number];
    const load = await Load.on(port, connections);
    rows.push(...(await measure({ platform, server, load })));
    load.end();
    server.disconnect();
  }
  return rows;
}

/** Both in turns, so that a busy moment of the machine meets both. */
export async function roundsOf(
  server: ChildProcess,
  us: () => Promise<number>,
  them: () => Promise<number>,
  { mostRounds, longestMs }: { readonly mostRounds: number; readonly longestMs: number },
): Promise<Round[]> {
  const rounds: Round[] = [];
  const end = performance.now() + longestMs;
  while (rounds.length < mostRounds && performance.now() < end) {
    const ours = await perSecond(server, us);
    rounds.push({ us: ours, them: await perSecond(server, them) });
  }
  return rounds;
}

/**
 * Requests per second by the processor time of the server: what a saturated server answers when
 * it has its processor to itself, whatever else the machine does meanwhile.
 */
async function perSecond(server: ChildProcess, send: () => Promise<number>): Promise<number> {
  const started = await processorTime(server);
  const requests = await send();
  return requests / (((await processorTime(server)) - started) / 1_000_000);
}

async function processorTime(server: ChildProcess): Promise<number> {
  server.send({});
  const [microseconds] = (await once(server, 'message')) as [number];
  return microseconds;
}
