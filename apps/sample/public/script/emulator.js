import { call } from './api.js';
import { busy, byId, fill, make, showResult } from './dom.js';

const SIMULATIONS = {
  'token-revocations': {
    line: 'revoke-result',
    message: ({ revoked }) =>
      revoked === 0
        ? 'There was no token to revoke.'
        : 'Revoked. The next call gets a 401, and this app asks for another token.',
  },
  'forged-callbacks': {
    line: 'webhook-result',
    message: ({ status }) => `The forged callback was answered with ${status}: nothing ran.`,
  },
  'inbound-messages': {
    line: 'webhook-result',
    body: { body: 'Hello, is anyone there?' },
    message: ({ status, body }) => `Our webhook answered ${status}: ${textOf(body)}`,
  },
};

/** What can be done with the emulator in this process, and what is switched on. */
export function showEmulator({ sections: { emulator } }) {
  byId('faults-part').hidden = emulator === undefined;
  byId('webhook-actions').hidden = !(emulator?.canSendWebhooks ?? false);
  byId('revoke').hidden = !(emulator?.canRevoke ?? false);
  if (emulator === undefined) return;
  fillSwitches(byId('faults'), emulator.faults, 'sending');
  fillSwitches(byId('rotation-faults'), emulator.faults, 'rotation');
  for (const { id, on } of emulator.faults) byId(`fault-${id}`).checked = on;
}

/** Connects the buttons that simulate something. */
export function connectEmulator() {
  for (const button of document.querySelectorAll('[data-simulation]')) {
    const { simulation } = button.dataset;
    button.addEventListener('click', () => void busy(button, () => simulate(simulation)));
  }
}

function fillSwitches(list, faults, what) {
  const those = faults
    .filter(({ about }) => about === what)
    .map(({ id, label, expect }) => ({ id, label, expect }));
  fill(list, those, (all) => all.map(faultSwitch));
}

function faultSwitch({ id, label, expect }) {
  const input = make('input', {
    type: 'checkbox',
    id: `fault-${id}`,
    attributes: { role: 'switch', 'aria-describedby': `fault-${id}-expect` },
  });
  input.addEventListener('change', () => void toggle(id, input));
  const description = make('small', { id: `fault-${id}-expect` }, expect);
  return make('li', {}, make('label', {}, input, make('strong', {}, label)), description);
}

async function toggle(id, input) {
  const on = input.checked;
  try {
    await call(on ? 'PUT' : 'DELETE', `/emulator/faults/${id}`);
  } catch (error) {
    input.checked = !on;
    showResult(byId('revoke-result'), error.message, 'bad');
  }
}

async function simulate(name) {
  const { line, body, message } = SIMULATIONS[name];
  try {
    showResult(byId(line), message(await call('POST', `/emulator/${name}`, body)));
  } catch (error) {
    showResult(byId(line), error.message, 'bad');
  }
}

/** The text of the reply that the sender would get. */
function textOf(twiml) {
  const answer = new DOMParser().parseFromString(twiml, 'text/xml');
  return answer.querySelector('Message')?.textContent ?? twiml;
}
