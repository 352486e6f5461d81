import { call } from './api.js';
import { busy, byId } from './dom.js';
import { showUnanswered } from './wire.js';

/** Sends the message of the form. What became of it is in the state of the server. */
export function connectSendForm() {
  const form = byId('send-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    void busy(button, () => send(Object.fromEntries(new FormData(form))));
  });
}

async function send(message) {
  try {
    await call('POST', '/messages', message);
  } catch (error) {
    if (!error.isAnswered) showUnanswered(error.message);
  }
}
