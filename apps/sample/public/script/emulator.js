import { call } from './api.js';
import { busy, byId, make, tell } from './dom.js';

/** Shows the switches of the embedded emulator, where there is one. */
export async function connectEmulator(changed) {
  const faults = await call('GET', '/emulator/faults').catch(() => undefined);
  if (faults === undefined) return;
  byId('emulator').hidden = false;
  byId('faults').replaceChildren(...faults.map((fault) => faultSwitch(fault)));
  for (const button of byId('emulator').querySelectorAll('[data-happening]')) {
    const { happening } = button.dataset;
    button.addEventListener('click', () => {
      void busy(button, () => happen(happening).finally(changed));
    });
  }
}

/** A fault of limited number switches itself off, so after every send the switches are asked. */
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
  const words = make('small', { id: `fault-${id}-expect` }, expect);
  return make('li', {}, make('label', {}, make('strong', {}, label), input, words));
}

async function toggle(id, on) {
  try {
    showFault(await call(on ? 'PUT' : 'DELETE', `/emulator/faults/${id}`));
  } catch (error) {
    showFault({ id, on: !on });
    tell(byId('emulator-result'), error.message, 'bad');
  }
}

function showFault({ id, on }) {
  byId(`fault-${id}`).checked = on;
}

const HAPPENINGS = {
  'token-revocations': {
    words: ({ revoked }) =>
      revoked === 0 ? 'There was no token to revoke.' : 'Revoked. The next send meets a 401.',
  },
  'forged-callbacks': {
    words: ({ status }) => `The forged callback was answered with ${status}.`,
  },
  'inbound-messages': {
    body: { body: 'Hello, is anybody there?' },
    words: ({ status, body }) => `Our webhook answered ${status}: ${textOf(body)}`,
  },
};

async function happen(name) {
  const { body, words } = HAPPENINGS[name];
  try {
    tell(byId('emulator-result'), words(await call('POST', `/emulator/${name}`, body)));
  } catch (error) {
    tell(byId('emulator-result'), error.message, 'bad');
  }
}

/** What the sender of the message would read. */
function textOf(twiml) {
  const answer = new DOMParser().parseFromString(twiml, 'text/xml');
  return answer.querySelector('Message')?.textContent ?? twiml;
}
