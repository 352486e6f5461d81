import { call } from './api.js';
import { busy, byId, setText, showResult } from './dom.js';

/** Connects the button that starts this configuration as in production. */
export function connectProduction() {
  const button = byId('start-in-production');
  button.addEventListener('click', () => void busy(button, start));
}

async function start() {
  const line = byId('start-result');
  showResult(line, 'Starting …', 'busy');
  try {
    const { current } = await call('GET', '/production');
    const { starts, text } = current;
    showResult(
      line,
      starts ? 'It starts.' : 'It does not start. This is what it prints:',
      starts ? 'good' : 'bad',
    );
    byId('refusal').hidden = starts;
    setText(byId('refusal'), text);
  } catch (error) {
    showResult(line, error.message, 'bad');
  }
}
