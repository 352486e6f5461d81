import type { BenchCase, BenchRow } from '../bench-case.js';
import { median } from '../processor/median.js';
import { onEachPlatform, roundsOf, type LoadedServer, type Round } from '../webhook/server-load.js';

const CONNECTIONS = 16;
const LIMITS = { mostRounds: 120, longestMs: 9_000 };
const WARM_UP = ['/hand-written/empty', '/guarded/empty'];
const WARM_UP_REQUESTS = 8000;

interface Route {
  readonly path: string;
  readonly peer: string;
  /** What the least possible guard reaches on the same route: the rest is Nest's and the machine's. */
  readonly control?: string;
  readonly what: string;
  readonly requests: number;
  readonly atLeast: number;
}

const ROUTES: readonly Route[] = [
  {
    what: 'handler with 1 ms of work',
    path: '/guarded/work',
    peer: '/unguarded/work',
    control: '/hand-written/work',
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

async function compare(on: LoadedServer, route: Route): Promise<BenchRow> {
  const { path, peer, control, what, atLeast } = route;
  const rounds = await roundsBeside(on, path, route);
  const row = {
    what: `${on.platform}: ${what}`,
    ours: `${Math.round(median(rounds.map(({ us }) => us)))} requests/s`,
    peer: `${peer.split('/')[1]}: ${Math.round(median(rounds.map(({ them }) => them)))} requests/s`,
    measured: ratioOf(rounds),
    goal: { atLeast },
  };
  if (control === undefined) return row;
  const ofControl = ratioOf(await roundsBeside(on, control, route)).toPrecision(3);
  return { ...row, note: `the hand-written guard: ${ofControl}` };
}

async function roundsBeside(
  { server, load }: LoadedServer,
  path: string,
  { peer, requests }: Route,
): Promise<Round[]> {
  await load.send(path, requests * 3);
  await load.send(peer, requests * 3);
  const send = (to: string) => () => load.send(to, requests);
  return roundsOf(server, send(path), send(peer), LIMITS);
}

function ratioOf(rounds: readonly Round[]): number {
  return median(rounds.map(({ us, them }) => us / them));
}
