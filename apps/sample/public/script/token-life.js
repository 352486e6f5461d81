import { byId } from './dom.js';
import { station } from './line.js';

const WORDS = {
  none: 'No token yet',
  fresh: 'fresh',
  stale: 'refreshed at the next call',
  expired: 'expired',
};

/** The OAuth token at the last refresh; the countdown continues without one. */
const life = { state: 'none', endsAt: 0, lifetimeMs: 0 };

/** Sets the full lifetime, which is known once a token was fetched. */
export function tokenFetched(lifetimeMs) {
  life.lifetimeMs = lifetimeMs;
}

/** Shows the token as the server describes it. */
export function showToken({ method, token }) {
  byId('token-life').hidden = token === undefined;
  if (token === undefined) {
    station('credential', 'ok', method === 'api-key' ? 'Key and secret' : 'A fixed secret');
    return;
  }
  life.state = token.state;
  life.endsAt = Date.now() + (token.expiresInMs ?? 0);
  life.lifetimeMs = Math.max(life.lifetimeMs, token.expiresInMs ?? 0);
  const failing = token.refreshFailing ? ', refresh is failing' : '';
  const words =
    token.state === 'none' ? 'Fetched at the first call' : `Token ${token.state}${failing}`;
  station('credential', failing || token.state === 'expired' ? 'note' : 'ok', words);
  tick();
}

/** Draws the time that is left. */
export function tick() {
  const leftMs = Math.max(0, life.endsAt - Date.now());
  const has = life.state !== 'none' && leftMs > 0;
  const state = life.state !== 'none' && leftMs === 0 ? 'expired' : life.state;
  byId('token-life').dataset.state = state;
  byId('token-left').textContent = has ? clock(leftMs) : '–';
  byId('token-state').textContent = WORDS[state] ?? state;
  const share = has && life.lifetimeMs > 0 ? leftMs / life.lifetimeMs : 0;
  byId('token-ring').setAttribute('stroke-dashoffset', String(100 - 100 * share));
}

function clock(ms) {
  const seconds = Math.ceil(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...rest] = parts[0] > 0 ? parts : parts.slice(1);
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
