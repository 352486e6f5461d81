import { byId, draw, fill, make, setText, showResult } from './dom.js';
import { clock, count, duration } from './words.js';

const PURPOSES = [
  [/\/token$/, 'Token'],
  [/IncomingPhoneNumbers/, 'Our number'],
  [/\/Messages\.json$/, 'Message'],
];

/** Every request of the last send, with the pauses between them, and how it ended. */
export function showWire({ sends: { latest } }) {
  byId('wire-empty').hidden = latest !== undefined;
  fill(byId('wire'), latest?.requests ?? [], rows);
  const [text, tone] = latest === undefined ? ['', 'good'] : outcome(latest);
  showResult(byId('send-result'), text, tone);
}

function outcome({ at, sid, failure, tookMs, requests }) {
  if (tookMs === undefined) return ['Sending …', 'busy'];
  const when = `at ${clock(Date.parse(at) + tookMs)}`;
  if (failure !== undefined) return [`Not sent ${when}. ${failure.text}`, 'bad'];
  const attempts = requests.filter(({ path }) => path.endsWith('/Messages.json')).length;
  const tries = attempts > 1 ? `, with ${count(attempts, 'attempt')}` : '';
  return [`Accepted by Twilio in ${duration(tookMs)}${tries}, ${when}: ${sid}`, 'good'];
}

function rows(requests) {
  const endMs = Math.max(1, ...requests.map(({ startedMs, tookMs = 0 }) => startedMs + tookMs));
  const beginMs = requests[0]?.startedMs ?? 0;
  const share = (ms) => String((100 * ms) / (endMs - beginMs || 1));
  return requests.flatMap((request, index) => {
    const before = requests[index - 1];
    const isRepeated = before?.path === request.path && !isAccepted(before);
    const waitedMs = before ? request.startedMs - before.startedMs - (before.tookMs ?? 0) : 0;
    const wait = isRepeated
      ? [make('li', { className: 'wait' }, `waited ${duration(waitedMs)}`)]
      : [];
    const offset = share(request.startedMs - beginMs);
    return [...wait, row(request, offset, share(request.tookMs ?? 0))];
  });
}

function row({ method, path, status, error, tookMs }, x, width) {
  const purpose = PURPOSES.find(([pattern]) => pattern.test(path))?.[1] ?? 'Call';
  const answer = tookMs === undefined ? '…' : String(status ?? error);
  return make(
    'li',
    { dataset: { ok: String(tookMs === undefined || isAccepted({ status })) } },
    make('strong', {}, purpose),
    make('code', {}, `${method} ${path.replace(/^\/2010-04-01\/Accounts\/AC…/, '…')}`),
    make('span', { className: 'answer' }, answer),
    make('span', { className: 'took' }, tookMs === undefined ? '' : duration(tookMs)),
    draw(
      'svg',
      { viewBox: '0 0 100 3', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      draw('rect', { x, width, height: '3' }),
    ),
  );
}

const isAccepted = ({ status }) => status !== undefined && status < 400;

/** What this page itself has to say of a send: the application did not answer it. */
export function showUnanswered(text) {
  setText(byId('send-result'), text);
  byId('send-result').dataset.tone = 'bad';
}
