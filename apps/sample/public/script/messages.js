import { call } from './api.js';
import { busy, byId, make, tell } from './dom.js';
import { pulse, station } from './line.js';

const STEPS = ['queued', 'sent', 'delivered'];

/** Shows the latest messages, and which of their steps a verified callback has reported. */
export async function refreshMessages() {
  try {
    const messages = await call('GET', '/messages');
    byId('messages').replaceChildren(...messages.slice(0, 6).map(item));
    byId('messages-note').textContent = messages.length > 6 ? `${messages.length} in all.` : '';
  } catch (error) {
    byId('messages-note').textContent = `There is no list: ${error.message}`;
  }
}

/** Sends what the form says. `sent` is called after every attempt. */
export function connectSendForm(sent) {
  const form = byId('send-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void busy(form.querySelector('button'), () => send(form).finally(sent));
  });
}

async function send(form) {
  const started = performance.now();
  const took = () => `${Math.round(performance.now() - started)} ms`;
  try {
    const message = await call('POST', '/messages', Object.fromEntries(new FormData(form)));
    tell(byId('send-result'), `Twilio took it in ${took()}: ${message.sid}`);
    pulse(station('twilio', 'ok', `Took a message in ${took()}`));
  } catch (error) {
    tell(byId('send-result'), error.message, 'bad');
    pulse(station('twilio', 'bad', `Did not take it: ${error.status || 'no answer'}`));
  }
}

function item({ sid, to, from, body, status, callbacks }) {
  const told = callbacks.map((callback) => callback.status);
  const others = told.filter((name) => !STEPS.includes(name));
  const steps = [...STEPS, ...others].map((name) => {
    const isTold = told.includes(name);
    const says = isTold ? `✓ ${name}` : name;
    const title = isTold ? 'A signed callback said so' : 'No callback yet';
    return make('span', { className: isTold ? 'told' : '', title }, says);
  });
  const isReceived = status === 'received';
  return make(
    'li',
    {},
    make('p', { className: 'text' }, body),
    make(
      'p',
      { className: 'quiet' },
      isReceived ? `Received from ${from}` : `To ${to}`,
      ' · ',
      make('code', {}, sid),
    ),
    ...(isReceived ? [] : [make('p', { className: 'steps' }, ...steps)]),
  );
}
