import { call } from './api.js';
import { busy, byId, make, showResult } from './dom.js';

/** Shows the switches of the embedded emulator, if there is one. */
export async function connectEmulator(changed) {
  const faults = await call('GET', '/emulator/faults').catch(() => undefined);
  if (faults === undefined) return;
  byId('emulator').hidden = false;
  byId('faults').replaceChildren(...faults.map((fault) => faultSwitch(fault)));
  for (const button of byId('emulator').querySelectorAll('[data-simulation]')) {
    const { simulation } = button.dataset;
    button.addEventListener('click', () => {
      void busy(button, () => simulate(simulation).finally(changed));
    });
  }
}

/** Some faults end by themselves, so the switches are refreshed after every send. */
export async function refreshFaults() {
  if (byId('emulator').hidden) return;
  for (const fault of await call('GET', '/emulator/faults')) showFault(fault);
}

function faultSwitch(fault) {
  const { id, label, expect } = fault;
  const input = make('input', { type: 'checkbox', id: `fault-${id}`, checked: fault.on });
  input.setAttribute('role', 'switch');
  input.setAttribute('aria-describedby', `fault-${id}-expect`);
  input.addEventListener('change', () => void toggle(id, input.checked));
  const description = make('small', { id: `fault-${id}-expect` }, expect);
  return make('li', {}, make('label', {}, make('strong', {}, label), input, description));
}

async function toggle(id, on) {
  try {
    showFault(await call(on ? 'PUT' : 'DELETE', `/emulator/faults/${id}`));
  } catch (error) {
    showFault({ id, on: !on });
    showResult(byId('emulator-result'), error.message, 'bad');
  }
}

function showFault({ id, on }) {
  byId(`fault-${id}`).checked = on;
}

const SIMULATIONS = {
  'token-revocations': {
    message: ({ revoked }) =>
      revoked === 0 ? 'There was no token to revoke.' : 'Revoked. The next send gets a 401.',
  },
  'forged-callbacks': {
    message: ({ status }) => `The forged callback was answered with ${status}.`,
  },
  'inbound-messages': {
    body: { body: 'Hello, is anyone there?' },
    message: ({ status, body }) => `Our webhook answered ${status}: ${textOf(body)}`,
  },
};

async function simulate(name) {
  const { body, message } = SIMULATIONS[name];
  try {
    showResult(byId('emulator-result'), message(await call('POST', `/emulator/${name}`, body)));
  } catch (error) {
    showResult(byId('emulator-result'), error.message, 'bad');
  }
}

/** The text of the reply that the sender would get. */
function textOf(twiml) {
  const answer = new DOMParser().parseFromString(twiml, 'text/xml');
  return answer.querySelector('Message')?.textContent ?? twiml;
}
