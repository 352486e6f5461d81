import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';
import { onEachPlatform, roundsOf, type LoadedServer } from '../webhook/server-load.js';

const CONNECTIONS = 16;
const LIMITS = { mostRounds: 120, longestMs: 9_000 };
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
    return onEachPlatform(CONNECTIONS, async (on) => {
      // Until the engine has compiled both guards; a server meets them more often than this.
      for (const path of WARM_UP) await on.load.send(path, WARM_UP_REQUESTS);
      const rows: BenchRow[] = [];
      for (const route of ROUTES) rows.push(await compare(on, route));
      return rows;
    });
  },
};

async function compare(
  { server, load, platform }: LoadedServer,
  { path, peer, what, requests, atLeast }: Route,
): Promise<BenchRow> {
  await load.send(path, requests * 3);
  await load.send(peer, requests * 3);
  const send = (to: string) => () => load.send(to, requests);
  const rounds = await roundsOf(server, send(path), send(peer), LIMITS);
  return {
    what: `${platform}: ${what}`,
    ours: `${Math.round(median(rounds.map(({ us }) => us)))} requests/s`,
    peer: `${peer.split('/')[1]}: ${Math.round(median(rounds.map(({ them }) => them)))} requests/s`,
    measured: median(rounds.map(({ us, them }) => us / them)),
    goal: { atLeast },
  };
}
