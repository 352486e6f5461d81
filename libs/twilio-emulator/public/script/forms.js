import { call, setToken } from './api.js';
import { busy, byId, showResult } from './dom.js';

/** The forms; `changed` is called after everything that changes the emulator. */
export function connectForms(changed) {
  connectInbound(changed);
  connectReset(changed);
  connectToken(changed);
}

function connectInbound(changed) {
  const form = byId('inbound-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void busy(form.querySelector('button'), () => receive(form).finally(changed));
  });
}

async function receive(form) {
  const line = byId('inbound-result');
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  try {
    const delivery = await call('POST', '/webhooks/inbound-message', Object.fromEntries(filled));
    const { url, status, error, body } = delivery;
    if (error) showResult(line, `No answer from ${url}: ${error}`, 'bad');
    else {
      const tone = status < 400 ? 'good' : 'bad';
      showResult(line, `Your webhook answered ${status}. ${replyIn(body)}`.trim(), tone);
    }
  } catch (error) {
    showResult(line, error.message, 'bad');
  }
}

/** The text of the reply that the sender gets. */
function replyIn(twiml) {
  const answer = new DOMParser().parseFromString(twiml, 'text/xml');
  const text = answer.querySelector('Message')?.textContent?.trim();
  return text ? `It replies: ${text}` : 'It replies nothing.';
}

/** Asks once more before everything is deleted. */
function connectReset(changed) {
  const [reset, sure, not] = ['reset', 'reset-sure', 'reset-not'].map(byId);
  const ask = (isAsking) => {
    reset.hidden = isAsking;
    sure.hidden = !isAsking;
    not.hidden = !isAsking;
    (isAsking ? not : reset).focus();
  };
  reset.addEventListener('click', () => ask(true));
  not.addEventListener('click', () => ask(false));
  sure.addEventListener('click', () => {
    void busy(sure, async () => {
      try {
        await call('POST', '/reset');
        showResult(byId('reset-result'), 'The emulator starts over.');
      } catch (error) {
        showResult(byId('reset-result'), error.message, 'bad');
      }
      ask(false);
      changed();
    });
  });
}

function connectToken(changed) {
  const form = byId('token-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    setToken(form.elements.token.value);
    form.reset();
    changed();
  });
}
