import { call } from './api.js';
import { byId, fill, fillList, make, setText, showResult } from './dom.js';
import { clock } from './words.js';

const ROTATIONS = {
  'oauth-secret': {
    title: 'The OAuth secret',
    button: 'Rotate the OAuth secret',
    about: () => 'The secret with which this app fetches its tokens.',
    steps: {
      requested: () => 'The administrator asks for another secret.',
      created: () => 'Twilio has made one.',
      accepted: () => 'The token endpoint accepts it: both secrets are valid now.',
      delivered: () => 'This app has it, and fetches its next token with it.',
      expired: () => 'The old secret has ended.',
    },
  },
  'api-key': {
    title: 'The API key',
    button: 'Rotate the API key',
    about: (isOfCalls) =>
      `The key with which this app ${isOfCalls ? 'makes its calls and ' : ''}signs access tokens.`,
    steps: {
      created: (key) => `Twilio has made ${key} as a second key.`,
      accepted: (key) => `Twilio accepts ${key} too: both keys are valid now.`,
      delivered: (key) => `This app has tried ${key}, and uses it from now on.`,
      waited: () => 'The grace is over, in which other apps could change too.',
      revoked: () => 'The old key is deleted. Access tokens that it signed have ended with it.',
    },
  },
};

/** What can be rotated; the last rotation of each, while it runs and afterwards. */
export function showRotations({ account, sections: { rotations } }) {
  byId('rotation').hidden = rotations === undefined;
  if (rotations === undefined) return;
  const isRunning = rotations.some((rotation) => rotation.isRunning);
  setText(byId('rotation-headline'), headline(rotations));
  fillList(
    byId('rotations'),
    rotations,
    ({ name }) => name,
    ({ name }) => card(name, account.method === 'api-key'),
    (element, rotation) => update(element, rotation, isRunning),
  );
}

function headline(rotations) {
  const running = rotations.find(({ isRunning }) => isRunning);
  if (running) return `${ROTATIONS[running.name].title}: running …`;
  const done = rotations.filter(({ steps, error }) => steps.length > 0 || error);
  if (done.length === 0) return 'Not yet';
  return done
    .map(
      ({ name, steps }) => `${ROTATIONS[name].title}: ${isDelivered(steps) ? 'replaced' : 'kept'}`,
    )
    .join('. ');
}

function card(name, isOfCalls) {
  const { title, button, about } = ROTATIONS[name];
  const press = make('button', { type: 'button' }, button);
  const result = make('p', { className: 'result', attributes: { role: 'status' } });
  press.addEventListener('click', () => void start(name, press, result));
  return make(
    'li',
    { id: `rotation-${name}` },
    make('h4', {}, title),
    make('p', { className: 'quiet' }, about(isOfCalls)),
    press,
    result,
    make('dl', { className: 'numbers' }),
    make('ol', { className: 'rotation', attributes: { 'aria-label': `Steps: ${title}` } }),
  );
}

async function start(name, button, result) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  try {
    await call('POST', `/emulator/rotations/${name}`);
  } catch (error) {
    showResult(result, error.message, 'bad');
  }
}

/** Only one rotation runs at a time, whoever started it. */
function update(element, rotation, isRunning) {
  const { name, steps } = rotation;
  // Its steps then have their space, so that nothing below moves while they come.
  element.toggleAttribute('data-started', rotation.isRunning || steps.length > 0);
  element.querySelector('button').setAttribute('aria-disabled', String(isRunning));
  showResult(element.querySelector('.result'), ...outcome(rotation));
  fill(element.querySelector('.numbers'), numbers(rotation), (all) => all.map(number));
  const told = steps.filter(({ step }) => ROTATIONS[name].steps[step] !== undefined);
  fill(element.querySelector('.rotation'), told, () =>
    told.map(({ at, step, sid }) => {
      const words = ROTATIONS[name].steps[step](`${sid.slice(0, 8)}…`);
      return make('li', {}, make('time', { dateTime: at }, clock(at)), make('span', {}, words));
    }),
  );
}

const isDelivered = (steps) => steps.some(({ step }) => step === 'delivered');

function outcome({ steps, calls, tokens, isRunning, error }) {
  if (error) {
    const inUse = isDelivered(steps)
      ? 'The new one is in use, but it did not end well'
      : 'Not replaced';
    return [`${inUse}. ${error}`, 'bad'];
  }
  if (isRunning) return ['Running …', 'busy'];
  if (steps.length === 0) return [''];
  const failed = calls.failed + (tokens?.failed ?? 0);
  return [
    `Replaced. ${failed === 0 ? 'Nothing failed meanwhile.' : `${failed} failed.`}`,
    failed === 0 ? 'good' : 'bad',
  ];
}

function numbers({ steps, calls, tokens, isRunning }) {
  if (steps.length === 0 && calls.total === 0 && !isRunning) return [];
  return [
    [tokens ? 'calls with the key' : 'calls meanwhile', calls.total],
    ['of them failed', calls.failed],
    ...(tokens
      ? [
          ['access tokens', tokens.total],
          ['of them invalid', tokens.failed],
        ]
      : []),
  ];
}

const number = ([name, value]) =>
  make('div', {}, make('dt', {}, name), make('dd', {}, String(value)));
