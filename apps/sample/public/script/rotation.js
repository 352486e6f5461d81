import { call } from './api.js';
import { busy, byId, fill, make, setText } from './dom.js';
import { clock, count } from './words.js';

const STEPS = {
  requested: 'The administrator asks for another secret.',
  created: 'Twilio has made it. Both secrets are valid now.',
  accepted: 'The token endpoint accepts the new secret.',
  delivered: 'This app has it, and fetches its next token with it.',
  expired: 'The old secret has ended.',
};

/** The last rotation of the OAuth secret, while it runs and afterwards. */
export function showRotation({ sections: { rotation } }) {
  byId('rotation').hidden = rotation === undefined;
  if (rotation === undefined) return;
  const { steps, calls, failed } = rotation;
  setText(byId('rotation-headline'), headline(rotation));
  fill(byId('rotation-numbers'), calls === 0 ? [] : [calls, failed], (numbers) =>
    numbers.map((number, index) =>
      make(
        'div',
        {},
        make('dt', {}, ['calls meanwhile', 'of them failed'][index]),
        make('dd', {}, String(number)),
      ),
    ),
  );
  fill(byId('rotation-steps'), steps, () =>
    steps.map(({ at, step }) =>
      make('li', {}, make('time', { dateTime: at }, clock(at)), ` ${STEPS[step] ?? step}`),
    ),
  );
}

function headline({ steps, calls, failed, isRunning, error }) {
  if (error) return `It stopped: ${error}`;
  if (isRunning) return 'Running …';
  return steps.length === 0 ? 'Not yet' : `${count(calls, 'call')} meanwhile, ${failed} failed`;
}

/** Connects the button that begins a rotation. */
export function connectRotation() {
  const button = byId('rotate');
  button.addEventListener('click', () => {
    void busy(button, async () => {
      try {
        await call('POST', '/emulator/rotations');
      } catch (error) {
        setText(byId('rotation-headline'), error.message);
      }
    });
  });
}
