import { byId, make, setText, startOf, syncList } from './dom.js';
import { openableRow, showRow, trafficDetails } from './details.js';
import { short, timeOf } from './words.js';

const AT_FIRST = 10;

/** Shows all that there is, from the next refresh on. */
export function connectTraffic(changed) {
  const more = byId('more-traffic');
  more.addEventListener('click', () => {
    more.dataset.all = 'true';
    changed();
  });
}

/** Shows messages and calls, the newest first, and webhooks that belong to neither. */
export function showTraffic({ messages, calls, webhooks }) {
  const newest = [...messages.newest, ...calls.newest].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const more = byId('more-traffic');
  syncList(byId('traffic-list'), startOf(newest, more, AT_FIRST), ({ sid }) => sid, {
    create: (one) => openableRow(one.sid, () => trafficDetails(one)),
    update: show,
  });
  const total = messages.total + calls.total;
  byId('traffic-empty').hidden = total > 0;
  setText(
    byId('traffic-note'),
    total > newest.length ? `The newest ${newest.length} of ${total}.` : '',
  );
  byId('others').hidden = webhooks.newest.length === 0;
  syncList(byId('other-list'), webhooks.newest, (one) => one.at + one.url + one.kind, {
    create: () => make('li'),
    update: (item, one) => {
      item.replaceChildren(
        make('span', {}, `${timeOf(one.at)} ${one.kind}: ${one.url}`),
        answer(one),
      );
    },
  });
}

const BAD = new Set(['failed', 'undelivered', 'busy', 'no-answer']);
const OVER = new Set(['delivered', 'received', 'completed']);

function show(row, one) {
  const { kind, at, body, direction, from, to, status, errorCode, callbacks } = one;
  const isInbound = direction === 'inbound';
  const tone = BAD.has(status) ? 'bad' : OVER.has(status) ? 'ok' : 'info';
  const who = isInbound ? `from ${from}` : `to ${to}`;
  const what = body || (kind === 'call' ? 'Call' : 'No text');
  const meta = [`${kind} ${who}`, errorCode && `error ${errorCode}`, short(one.sid)].filter(
    Boolean,
  );
  showRow(
    row,
    () => trafficDetails(one),
    make('span', { className: 'pill', dataset: { tone } }, status),
    make('span', { className: 'text', dir: 'auto' }, what),
    make('span', { className: 'took' }, timeOf(at)),
    make('span', { className: 'meta' }, meta.join(' · ')),
    callbacks.length > 0 && make('span', { className: 'steps' }, ...callbacks.map(answer)),
  );
}

/** A webhook and what the application answered: `sent → 200`. */
function answer({ kind, reports, status, error }) {
  const isUnderWay = status === undefined && error === undefined;
  const tone = isUnderWay ? 'info' : status < 400 ? 'ok' : 'bad';
  const words = isUnderWay ? '…' : (status ?? 'no answer');
  return make(
    'span',
    { className: 'pill', dataset: { tone }, title: error ?? '' },
    `${reports ?? kind} → ${words}`,
  );
}
