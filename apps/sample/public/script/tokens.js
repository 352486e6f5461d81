import { byId, draw, fill, make, setText } from './dom.js';
import { clock, count, duration, lifetime } from './words.js';

/** What the next call does, by the state of the token. */
const NEXT = {
  none: 'fetched by the next call',
  fresh: 'fresh',
  stale: 'the next call renews it',
  expired: 'the next call waits for a new one',
};

const REASONS = {
  first: 'for the first call',
  ahead: 'ahead of the end of the one before',
  ended: 'after the one before had ended',
  rejected: 'because Twilio rejected the one before',
  rotated: 'with a new secret',
};

/** The token as the server described it last; its life is counted down from there. */
const current = { state: 'none', endsAt: 0, lifetimeMs: undefined, failing: false };

/** The OAuth token now, and those before it. Other methods have none. */
export function showTokens({ account, tokens, tokenLifetimeMs }) {
  const { token } = account;
  byId('token-life').hidden = token === undefined;
  byId('token-panel').hidden = token === undefined;
  if (token === undefined) return;
  current.state = token.state;
  current.failing = token.refreshFailing === true;
  current.endsAt = Date.now() + (token.expiresInMs ?? 0);
  current.lifetimeMs = tokenLifetimeMs;
  tick();
  fill(byId('token-numbers'), [tokens.calls, tokens.fetched], numbers);
  fill(byId('tokens'), tokens.tokens, (all) => all.map(row));
  const { fetched } = tokens;
  const shown = tokens.tokens.length;
  setText(
    byId('tokens-note'),
    fetched === 0
      ? 'No call yet, so no token.'
      : fetched > shown
        ? `${fetched} since the start; the last ${shown} are shown.`
        : '',
  );
}

/** Draws the life that is left. */
export function tick() {
  const { state, endsAt, lifetimeMs, failing } = current;
  const leftMs = Math.max(0, endsAt - Date.now());
  const isThere = state !== 'none' && leftMs > 0;
  const words = state !== 'none' && leftMs === 0 ? 'ended: the next call fetches one' : NEXT[state];
  byId('token-life').dataset.state = isThere ? state : 'none';
  setText(byId('token-left'), isThere ? countdown(leftMs) : '–');
  setText(byId('token-state'), failing ? 'refreshing fails' : (words ?? state));
  const share = isThere && lifetimeMs ? Math.min(1, leftMs / lifetimeMs) : 0;
  byId('token-ring').setAttribute('stroke-dashoffset', String(100 - 100 * share));
}

function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...rest] = parts[0] > 0 ? parts : parts.slice(1);
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** The SDK's provider is asked on each request: test/contract/sdk-credential-provider.spec.ts. */
function numbers([calls, fetched]) {
  return [
    ['calls to Twilio', calls],
    ['tokens fetched', fetched],
    ['by the SDK alone: one a call', calls],
  ].map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, String(value))));
}

function row({ fetchedAt, lifetimeMs, tookMs, attempts, reason, calls, replacedAt }) {
  const tries = attempts > 1 ? `, ${attempts} attempts` : '';
  return make(
    'li',
    {},
    make('time', { dateTime: fetchedAt }, clock(fetchedAt)),
    make('strong', {}, count(calls, 'call')),
    bar(fetchedAt, lifetimeMs, replacedAt),
    make(
      'p',
      {},
      `Fetched ${REASONS[reason]} in ${duration(tookMs)}${tries}; `,
      replacedAt === undefined
        ? `lives ${lifetime(lifetimeMs)}.`
        : `replaced after ${lifetime(Date.parse(replacedAt) - Date.parse(fetchedAt))}.`,
    ),
  );
}

/** The last fifth of a life, five minutes at most, is when a call renews it in the background. */
function bar(fetchedAt, lifetimeMs, replacedAt) {
  const usedMs = replacedAt ? Date.parse(replacedAt) - Date.parse(fetchedAt) : lifetimeMs;
  const used = Math.min(100, (100 * usedMs) / lifetimeMs);
  const staleAt = 100 - (100 * Math.min(300_000, 0.2 * lifetimeMs)) / lifetimeMs;
  return draw(
    'svg',
    { viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    draw('rect', { class: 'whole', width: '100', height: '6' }),
    draw('rect', { class: 'fresh', width: String(Math.min(used, staleAt)), height: '6' }),
    draw('rect', {
      class: 'stale',
      x: String(staleAt),
      width: String(Math.max(0, used - staleAt)),
      height: '6',
    }),
  );
}
