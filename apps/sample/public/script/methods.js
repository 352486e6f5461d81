import { call } from './api.js';
import { byId, fill, make, setText } from './dom.js';

/** What the library's documentation says of each method: docs/choosing-a-method.md. */
const METHODS = {
  oauth: {
    name: 'OAuth app',
    sent: 'A token: Bearer eyJ…',
    valid: 'The token for a minute to 30 days, then another one is fetched. The secret stays here.',
  },
  'api-key': {
    name: 'API key',
    sent: 'The key and its secret: Basic SK…',
    valid: 'Until the key is deleted.',
  },
  'auth-token': {
    name: 'Auth Token',
    sent: 'The secret of the whole account: Basic AC…',
    valid: 'Until it is replaced, everywhere at once.',
  },
  test: {
    name: 'Test credentials',
    sent: 'The test SID and its token: Basic AC…',
    valid: 'Until it is replaced.',
  },
};

const shown = { method: undefined, examples: undefined };

/** Marks the method that is in use. */
export function showMethods({ account }) {
  shown.method = account.method;
  draw();
}

/** What production says is asked when somebody wants to know. */
export function connectMethods() {
  byId('methods').addEventListener('toggle', () => {
    if (byId('methods').open && shown.examples === undefined) void load();
  });
}

async function load() {
  setText(byId('methods-note'), 'Starting an example of each in production …');
  try {
    shown.examples = (await call('GET', '/production')).examples;
    setText(
      byId('methods-note'),
      'Each was started as in production, with a credential of no account.',
    );
  } catch (error) {
    setText(byId('methods-note'), error.message);
  }
  draw();
}

function draw() {
  fill(byId('method-list'), shown, ({ method, examples = [] }) =>
    Object.entries(METHODS).map(([name, facts]) =>
      card(
        facts,
        name === method,
        examples.find((example) => example.method === name),
      ),
    ),
  );
}

function card({ name, sent, valid }, isCurrent, example) {
  const limits = (example?.limits ?? []).map((cannot) =>
    make('li', {}, cannot.replaceAll('`', '').replace(/:.*$/, '')),
  );
  return make(
    'li',
    { dataset: { current: String(isCurrent) } },
    make('h4', {}, name, ...(isCurrent ? [make('small', {}, ' in use here')] : [])),
    make(
      'dl',
      {},
      fact('Sent with each call', sent),
      fact('Valid', valid),
      fact('Cannot', limits.length > 0 ? make('ul', { className: 'limits' }, ...limits) : '…'),
      fact('In production', example === undefined ? '…' : verdict(example)),
    ),
  );
}

const fact = (name, value) => make('div', {}, make('dt', {}, name), make('dd', {}, value));

function verdict({ starts, text }) {
  if (starts) return make('span', { className: 'tag', dataset: { severity: 'ok' } }, 'starts');
  return make(
    'details',
    {},
    make(
      'summary',
      {},
      make('span', { className: 'tag', dataset: { severity: 'error' } }, 'refused'),
    ),
    make('pre', { className: 'code' }, text),
  );
}
