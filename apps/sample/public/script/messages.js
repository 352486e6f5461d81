import { call } from './api.js';
import { busy, byId, make, showResult } from './dom.js';
import { pulse, station } from './line.js';

const STEPS = ['queued', 'sent', 'delivered'];

/** Shows the latest messages, and which statuses verified callbacks have reported. */
export async function refreshMessages() {
  try {
    const messages = await call('GET', '/messages');
    byId('messages').replaceChildren(...messages.slice(0, 6).map(item));
    byId('messages-note').textContent = messages.length > 6 ? `${messages.length} in total.` : '';
  } catch (error) {
    byId('messages-note').textContent = `The list cannot be shown: ${error.message}`;
  }
}

/** Sends the message of the form. `sent` is called after every attempt. */
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
    showResult(byId('send-result'), `Accepted by Twilio in ${took()}: ${message.sid}`);
    pulse(station('twilio', 'ok', `Accepted a message in ${took()}`));
  } catch (error) {
    showResult(byId('send-result'), error.message, 'bad');
    pulse(station('twilio', 'bad', `Not accepted: ${error.status || 'no answer'}`));
  }
}

function item({ sid, to, from, body, status, callbacks }) {
  const reported = callbacks.map((callback) => callback.status);
  const others = reported.filter((name) => !STEPS.includes(name));
  const steps = [...STEPS, ...others].map((name) => {
    const isReported = reported.includes(name);
    const label = isReported ? `✓ ${name}` : name;
    const title = isReported ? 'Reported by a signed callback' : 'No callback yet';
    return make('span', { className: isReported ? 'reported' : '', title }, label);
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
