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
  ahead: 'before the last one expired',
  ended: 'after the last one had expired',
  rejected: 'because Twilio rejected the last one',
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
  fill(byId('token-numbers'), [tokens.calls, tokens.fetched], numbers);
  fill(byId('tokens'), tokens.tokens, (all) => all.map(row));
  tick();
  const { fetched } = tokens;
  const shown = tokens.tokens.length;
  setText(
    byId('tokens-note'),
    fetched === 0
      ? 'No call yet, so no token.'
      : `A bar is the life of a token; in its last part, a call renews it in the background.${
          fetched > shown ? ` ${fetched} since the start; the last ${shown} are shown.` : ''
        }`,
  );
}

/** Draws the life that is left. */
export function tick() {
  const { state, endsAt, lifetimeMs, failing } = current;
  const leftMs = Math.max(0, endsAt - Date.now());
  const isThere = state !== 'none' && leftMs > 0;
  const words =
    state !== 'none' && leftMs === 0 ? 'expired: the next call fetches one' : NEXT[state];
  byId('token-life').dataset.state = isThere ? state : 'none';
  setText(byId('token-left'), isThere ? countdown(leftMs) : '–');
  setText(byId('token-state'), failing ? 'refreshing fails' : (words ?? state));
  const share = isThere && lifetimeMs ? Math.min(1, leftMs / lifetimeMs) : 0;
  byId('token-ring').setAttribute('stroke-dashoffset', String(100 - 100 * share));
  const inUse = document.querySelector('#tokens > [data-in-use] > svg');
  if (inUse !== null) fillBar(inUse, 100 - 100 * share, lifetimeMs);
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
    ['calls with a token', calls],
    ['tokens fetched', fetched],
    ['by the SDK alone: one per call', calls],
  ].map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, String(value))));
}

function row({ fetchedAt, lifetimeMs, tookMs, attempts, reason, calls, replacedAt }) {
  const tries = attempts > 1 ? `, ${attempts} attempts` : '';
  const isInUse = replacedAt === undefined;
  const usedMs = isInUse ? 0 : Date.parse(replacedAt) - Date.parse(fetchedAt);
  const bar = draw('svg', {
    viewBox: '0 0 100 6',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  fillBar(bar, (100 * usedMs) / lifetimeMs, lifetimeMs);
  return make(
    'li',
    { dataset: isInUse ? { inUse: '' } : {} },
    make('time', { dateTime: fetchedAt }, clock(fetchedAt)),
    make('strong', {}, count(calls, 'call')),
    bar,
    make(
      'p',
      {},
      `Fetched ${REASONS[reason]} in ${duration(tookMs)}${tries}; `,
      isInUse ? `valid for ${lifetime(lifetimeMs)}.` : `replaced after ${lifetime(usedMs)}.`,
    ),
  );
}

/** The last fifth of a life, five minutes at most, is when a call renews it in the background. */
function fillBar(bar, usedPercent, lifetimeMs) {
  const used = Math.min(100, usedPercent);
  const staleAt = 100 - (100 * Math.min(300_000, 0.2 * lifetimeMs)) / lifetimeMs;
  const part = (name, x, width) =>
    draw('rect', { class: name, x: String(x), width: String(Math.max(0, width)), height: '6' });
  bar.replaceChildren(
    part('whole', 0, 100),
    part('fresh', 0, Math.min(used, staleAt)),
    part('stale', staleAt, used - staleAt),
  );
}
