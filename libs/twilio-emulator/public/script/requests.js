import { call } from './api.js';
import { busy, byId, make, setText, startOf, syncList } from './dom.js';
import { openableRow, requestDetails, showRow } from './details.js';
import { count, credentialWords, short, timeOf, tookWords, verdictOf } from './words.js';

let latest = { newest: [], total: 0 };
let lastId;

/** How many are shown until more are asked for. */
const AT_FIRST = 15;

/** Shows the newest requests, and says how many are new. */
export function showRequests(requests) {
  latest = requests;
  announce(requests.newest);
  list();
}

/** Filters as one types, and clears the log. */
export function connectRequests(changed) {
  byId('filter').addEventListener('input', list);
  const more = byId('more-requests');
  more.addEventListener('click', () => {
    more.dataset.all = 'true';
    list();
    byId('request-list').children[AT_FIRST]?.firstElementChild.focus();
  });
  const clear = byId('clear-requests');
  clear.addEventListener('click', () => {
    void busy(clear, () => call('DELETE', '/requests').finally(changed));
  });
}

function list() {
  const { newest, total } = latest;
  const wanted = byId('filter').value.trim().toLowerCase();
  const matching = newest.filter((request) => textOf(request).toLowerCase().includes(wanted));
  const listed = startOf(matching, byId('more-requests'), AT_FIRST);
  syncList(byId('request-list'), listed, ({ id }) => id, {
    create: ({ id }) => openableRow(id, () => requestDetails(id)),
    update: show,
  });
  byId('requests-empty').hidden = total > 0;
  byId('clear-requests').hidden = total === 0;
  byId('filter').parentElement.hidden = total === 0;
  setText(byId('requests-note'), note(matching.length, newest.length, total));
}

function note(shown, kept, total) {
  if (total === 0) return '';
  if (shown < kept) return `${shown} of ${count(kept, 'request')} match.`;
  return total > kept ? `The newest ${kept} of ${total}.` : '';
}

function textOf(request) {
  const { method, host, path, status = '', code = '', credential, permission = '' } = request;
  const words = `${verdictOf(request).words} ${credentialWords(request)} ${credential.sid ?? ''}`;
  return `${status} ${code} ${method} ${host}${path} ${words} ${permission}`;
}

function show(row, request) {
  const { id, at, method, host, path, status, code, permission, durationMs } = request;
  const { tone, words } = verdictOf(request);
  const where = host.endsWith('.twilio.com') ? host + path : path;
  const pill = code === undefined || code === status ? (status ?? '–') : `${status} ${code}`;
  const meta = [timeOf(at), words, credentialWords(request), permission].filter(Boolean);
  showRow(
    row,
    () => requestDetails(id),
    make('span', { className: 'pill', dataset: { tone } }, pill),
    make('span', { className: 'what' }, make('b', {}, method), ` ${short(where)}`),
    make('span', { className: 'took' }, tookWords(durationMs)),
    make('span', { className: 'meta' }, meta.join(' · ')),
  );
}

/** For screen readers: how many requests came since, and how many were refused. */
function announce(newest) {
  const at = newest.findIndex(({ id }) => id === lastId);
  const fresh = lastId === undefined ? [] : newest.slice(0, at === -1 ? newest.length : at);
  lastId = newest[0]?.id ?? '';
  if (fresh.length === 0) return;
  const refused = fresh.filter(({ status = 0 }) => status >= 400).length;
  const more = refused > 0 ? `, ${refused} refused` : '';
  byId('news').textContent = `${count(fresh.length, 'new request')}${more}`;
}
