import { call } from './api.js';
import { make } from './dom.js';
import { credentialWords, keyWords, timeOf, verdictOf } from './words.js';

/** A row that opens: a button, and below it what `load` makes once it is open. */
export function openableRow(id, load) {
  const details = make('div', { className: 'details', id: `details-${id}`, hidden: true });
  const button = make('button', { type: 'button' });
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', details.id);
  const open = (isOpen) => {
    button.setAttribute('aria-expanded', String(isOpen));
    details.hidden = !isOpen;
    if (isOpen) void fill();
  };
  const fill = async () => {
    try {
      details.replaceChildren(...(await load()));
    } catch (error) {
      details.replaceChildren(make('p', {}, error.message));
    }
  };
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') !== 'true';
    // A reload shows the same again.
    history.replaceState(null, '', isOpen ? `#${id}` : location.pathname);
    open(isOpen);
  });
  const row = make('li', { className: 'row' }, button, details);
  if (location.hash === `#${id}`) open(true);
  return row;
}

/** Replaces what a row's button shows; what is open below it is loaded again. */
export function showRow(row, load, ...children) {
  const [button, details] = row.children;
  button.replaceChildren(...children.filter(Boolean));
  if (!details.hidden) void load().then((parts) => details.replaceChildren(...parts));
}

/** Everything about one request. */
export async function requestDetails(id) {
  const request = await call('GET', `/requests/${id}`);
  const { credential, account, permission, host, path, method, params, ignored, answer } = request;
  const facts = {
    Verdict: verdictOf(request).words,
    Credential: credentialWords(request),
    'Its SID': credential.sid,
    Account: account,
    'Permission it needs': permission,
    Host: host,
    Path: `${method} ${path}`,
    'Request id': id,
  };
  const names = new Set(ignored);
  const marked = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      names.has(name) ? `${name} (unknown to Twilio, ignored)` : name,
      value,
    ]),
  );
  return [
    section('What was asked', pairs(facts, 'exact')),
    Object.keys(params).length > 0 && section('Parameters', pairs(marked, 'exact')),
    request.body && section('Body', body(request.body)),
    answer ? section(`Answer: ${request.status}`, body(answer.body)) : noAnswer(request),
    request.headers && headers('Headers of the request', request.headers),
    answer && headers('Headers of the answer', answer.headers),
  ].filter(Boolean);
}

/** A message or a call with its webhooks. */
export async function trafficDetails({ kind, sid }) {
  const one = await call('GET', `/${kind}s/${sid}`);
  const facts = {
    SID: sid,
    Account: one.accountSid,
    Direction: one.direction,
    From: one.from ?? 'chosen by the messaging service',
    To: one.to,
    Status: one.errorCode ? `${one.status}, ${one.errorCode}` : one.status,
    'Sent at': one.sendAt,
    Media: one.media?.join(' '),
  };
  const none = make('p', {}, 'No webhook: neither a status callback nor a URL was given.');
  return [
    section(`The ${kind}`, pairs(facts, 'exact')),
    ...(one.callbacks.length > 0 ? one.callbacks.map(webhook) : [none]),
  ];
}

function webhook({ kind, at, method, url, params, signature, signedWith, ...answer }) {
  const reports = params.MessageStatus ?? params.CallStatus;
  const { status, error, body: text } = answer;
  const facts = {
    'Signed URL': `${method} ${url}`,
    Signature: signature,
    'Signed with': keyWords(signedWith),
    Sent: timeOf(at),
  };
  return make(
    'section',
    { className: 'callback' },
    make('h3', {}, `${kind}${reports ? `: ${reports}` : ''}`),
    pairs(facts, 'exact'),
    make('h4', {}, 'Signed parameters'),
    pairs(params, 'exact'),
    make('h4', {}, error ? 'No answer' : `Your application answered ${status}`),
    error ? make('p', {}, error) : body(text),
  );
}

function noAnswer({ durationMs }) {
  const words = 'None: a fault cut the connection or keeps it open, or it is under way.';
  return section('Answer', make('p', {}, durationMs === undefined ? words : 'It is not kept.'));
}

function section(title, ...children) {
  return make('section', {}, make('h3', {}, title), ...children);
}

function headers(title, values) {
  return make('details', {}, make('summary', {}, title), pairs(values, 'exact'));
}

/** Names and values; those without a value are left out. */
function pairs(values, className = '') {
  const all = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return make(
    'dl',
    { className: 'pairs' },
    ...all.flatMap(([name, value]) => [
      make('dt', {}, name),
      make('dd', { className, dir: 'auto' }, [value].flat().join('\n')),
    ]),
  );
}

/** A body; JSON is indented. */
function body(text) {
  if (text === '') return make('p', {}, 'Empty.');
  return make('pre', { dir: 'auto', tabIndex: 0 }, indented(text));
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
