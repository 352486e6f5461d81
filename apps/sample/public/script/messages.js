import { byId, fill, fillList, make, setText } from './dom.js';
import { clock, count } from './words.js';

const STEPS = ['queued', 'sent', 'delivered'];
/** A longer text is folded, so that it does not push everything else away. */
const LONG = 140;

/** The messages since the start, with the statuses that signed callbacks reported. */
export function showMessages({ account, messages, startedAt }) {
  const { sent, received, latest } = messages;
  const hasCallbacks = account.method !== 'test' && account.webhook.keys.length > 0;
  fillList(
    byId('messages'),
    latest,
    ({ sid }) => sid,
    (message) => item(message, hasCallbacks),
    (element, { callbacks }) => showSteps(element, callbacks),
  );
  const total = sent + received;
  const since = `since ${clock(startedAt)}`;
  const shown = total > latest.length ? ` The last ${latest.length} are shown.` : '';
  setText(
    byId('messages-note'),
    total === 0
      ? `None ${since}, when this app started.`
      : `${sent} sent, ${received} received ${since}.${shown}`,
  );
}

function item({ sid, direction, to, from, body, at }, hasCallbacks) {
  const isReceived = direction === 'inbound';
  return make(
    'li',
    {},
    text(body),
    make(
      'p',
      { className: 'quiet' },
      isReceived ? 'From ' : 'To ',
      make('bdi', {}, isReceived ? from : to),
      ` at ${clock(at)} · `,
      make('code', {}, sid),
    ),
    ...(isReceived || !hasCallbacks ? [] : [make('p', { className: 'steps' })]),
  );
}

function text(body) {
  // Not of UTF-16, which would count an emoji twice, and could cut it in half.
  const characters = [...body];
  if (characters.length <= LONG) return make('p', { className: 'text', dir: 'auto' }, body);
  const beginning = characters.slice(0, LONG).join('').trimEnd();
  const length = count(characters.length, 'character');
  return make(
    'details',
    { className: 'text' },
    make(
      'summary',
      {},
      make('bdi', { dir: 'auto' }, `${beginning} …`),
      make('small', {}, ` ${length}`),
    ),
    make('p', { dir: 'auto' }, body),
  );
}

function showSteps(element, callbacks) {
  const line = element.querySelector('.steps');
  const reported = callbacks.map(({ status }) => status);
  if (line !== null) fill(line, reported, chips);
}

function chips(reported) {
  const others = reported.filter((name) => !STEPS.includes(name));
  return [...STEPS, ...others].map((name) => {
    const isReported = reported.includes(name);
    const label = isReported ? `✓ ${name}` : name;
    const title = isReported ? 'Reported by a signed callback' : 'No callback yet';
    return make('span', { className: isReported ? 'reported' : '', title }, label);
  });
}
