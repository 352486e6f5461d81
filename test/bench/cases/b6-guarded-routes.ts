import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchCase, BenchRow } from '../bench-case.js';
import { Load } from '../webhook/send-load.js';
import { medianOf, perSecond } from '../webhook/server-load.js';

const CONNECTIONS = 16;
const MOST_ROUNDS = 120;
const LONGEST_MS = 9_000;
const WARM_UP = ['/hand-written/empty', '/guarded/empty'];
const WARM_UP_REQUESTS = 8000;

interface Route {
  readonly path: string;
  readonly peer: string;
  readonly what: string;
  readonly requests: number;
  readonly atLeast: number;
}

const ROUTES: readonly Route[] = [
  {
    what: 'handler with 1 ms of work',
    path: '/guarded/work',
    peer: '/unguarded/work',
    requests: 32,
    atLeast: 0.95,
  },
  {
    what: 'empty handler, saturated',
    path: '/guarded/empty',
    peer: '/hand-written/empty',
    requests: 320,
    atLeast: 0.85,
  },
  {
    what: 'empty handler, saturated, SHA-256',
    path: '/guarded/sha256',
    peer: '/hand-written/sha256',
    requests: 320,
    atLeast: 0.85,
  },
];

/** What the guard costs a route, on both platforms. */
export const guardedRoutes: BenchCase = {
  id: 'B6',
  title: 'Guarded routes, requests per second of processor time',
  async run() {
    const rows: BenchRow[] = [];
    for (const platform of ['Express', 'Fastify']) {
      const file = fileURLToPath(new URL('../webhook/guarded-server.js', import.meta.url));
      const server = fork(file, [platform], { env: { NODE_ENV: 'production' } });
      const [port] = (await once(server, 'message')) as [number];
      const load = await Load.on(port, CONNECTIONS);
      // Until the engine has compiled both guards; a server meets them more often than this.
      for (const path of WARM_UP) await load.send(path, WARM_UP_REQUESTS);
      for (const route of ROUTES) rows.push(await compare(server, load, route, platform));
      load.end();
      server.disconnect();
    }
    return rows;
  },
};

async function compare(
  server: ChildProcess,
  load: Load,
  { path, peer, what, requests, atLeast }: Route,
  platform: string,
): Promise<BenchRow> {
  await load.send(path, requests * 3);
  await load.send(peer, requests * 3);
  const rounds: { readonly us: number; readonly them: number }[] = [];
  const end = performance.now() + LONGEST_MS;
  while (rounds.length < MOST_ROUNDS && performance.now() < end) {
    const us = await perSecond(server, () => load.send(path, requests));
    rounds.push({ us, them: await perSecond(server, () => load.send(peer, requests)) });
  }
  return {
    what: `${platform}: ${what}`,
    ours: `${Math.round(medianOf(rounds.map(({ us }) => us)))} requests/s`,
    peer: `${peer.split('/')[1]}: ${Math.round(medianOf(rounds.map(({ them }) => them)))} requests/s`,
    measured: medianOf(rounds.map(({ us, them }) => us / them)),
    goal: { atLeast },
  };
}
