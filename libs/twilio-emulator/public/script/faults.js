import { call } from './api.js';
import { byId, make, showResult, syncList } from './dom.js';
import { count } from './words.js';

const SWITCHES = [
  ['Slow answers', 'Every answer takes two seconds.', { kind: 'latency', ms: 2000 }],
  [
    'Too many requests',
    '429 with code 20429 and Retry-After: 1.',
    { kind: 'throttle', retryAfterSeconds: 1 },
  ],
  ['Twilio is down', '503 with code 20503.', { kind: 'outage' }],
  [
    'The token endpoint is down',
    '503 for OAuth tokens, and nothing else.',
    { kind: 'outage', when: { product: 'oauth' } },
  ],
  ['Internal errors', '500 with code 20500.', { kind: 'error', status: 500 }],
  ['The connection is cut', 'No answer comes.', { kind: 'reset' }],
  ['Requests hang', 'The connection stays open, and no answer comes.', { kind: 'hang' }],
  ['A page instead of JSON', '200 with HTML.', { kind: 'malformed', body: 'html' }],
  [
    'New credentials are late',
    'A key, secret or Auth Token made from now on is accepted five seconds later.',
    { kind: 'propagation', ms: 5000 },
  ],
].map(([label, expect, fault], index) => ({ index, label, expect, fault: JSON.stringify(fault) }));

/** Shows which faults are injected: those of the switches, and others. */
export function showFaults(faults, changed) {
  const kinds = new Map(faults.map((one) => [JSON.stringify(one.fault), one]));
  const switches = SWITCHES.map((one) => ({ ...one, injected: kinds.get(one.fault) }));
  syncList(byId('fault-switches'), switches, ({ index }) => String(index), {
    create: (one) => switchItem(one, changed),
    update: (item, { expect, injected }) => {
      item.querySelector('input').checked = injected !== undefined;
      item.querySelector('input').dataset.id = injected?.id ?? '';
      const hits = injected ? ` Applied to ${count(injected.hits, 'request')}.` : '';
      item.querySelector('small').textContent = expect + hits;
    },
  });
  const others = faults.filter(({ fault }) =>
    SWITCHES.every((one) => one.fault !== JSON.stringify(fault)),
  );
  byId('more-faults').hidden = others.length === 0;
  syncList(byId('fault-list'), others, ({ id }) => id, {
    create: () => make('li'),
    update: (item, one) => item.replaceChildren(...otherFault(one, changed)),
  });
}

function switchItem({ index, label, fault }, changed) {
  const id = `fault-${index}`;
  const input = make('input', { type: 'checkbox', id });
  input.setAttribute('role', 'switch');
  input.setAttribute('aria-labelledby', `${id}-label`);
  input.setAttribute('aria-describedby', `${id}-expect`);
  input.addEventListener('change', () => {
    const { id: injected } = input.dataset;
    const request = input.checked
      ? () => call('POST', '/faults', JSON.parse(fault))
      : () => call('DELETE', `/faults/${injected}`);
    void attempt(request, changed);
  });
  const text = make('strong', { id: `${id}-label` }, label);
  return make('li', {}, make('label', {}, text, input, make('small', { id: `${id}-expect` })));
}

function otherFault({ id, fault, hits }, changed) {
  const remove = make('button', { type: 'button', className: 'small' }, 'Remove');
  remove.setAttribute('aria-label', `Remove ${fault.kind}`);
  remove.addEventListener(
    'click',
    () => void attempt(() => call('DELETE', `/faults/${id}`), changed),
  );
  const words = `${JSON.stringify(fault)}, applied to ${count(hits, 'request')}`;
  return [make('code', {}, words), remove];
}

async function attempt(request, changed) {
  try {
    await request();
    showResult(byId('fault-result'), '');
  } catch (error) {
    // One that ended by itself is gone already.
    if (error.status !== 404) showResult(byId('fault-result'), error.message, 'bad');
  }
  changed();
}
