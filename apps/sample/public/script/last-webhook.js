import { call } from './api.js';
import { busy, byId, setText, showResult } from './dom.js';
import { showHmac, showSignedText } from './signed-text.js';
import { clock } from './words.js';

/** The webhook that the fields were filled with, and whether a reader has changed them since. */
const shown = { webhook: undefined, isChanged: false, isEmulated: false };

const other = (character) => (character === 'x' ? 'y' : 'x');

const CHANGES = {
  character: () => {
    const field = byId('last-webhook-body');
    const pattern = /^((?:Body|MessageStatus)=.*)(.)$/mu;
    field.value = field.value.replace(pattern, (_, start, last) => start + other(last));
  },
  url: () => {
    byId('last-webhook-url').value = byId('last-webhook-url').value.replace(/^http:/, 'https:');
  },
  order: () => {
    const field = byId('last-webhook-body');
    field.value = field.value.split('\n').toReversed().join('\n');
  },
};

/** The latest webhook that was decided, unless a reader is changing an earlier one. */
export function showLastWebhook({ account, webhooks: { latest }, sections: { emulator } }) {
  const { webhook, method, environment } = account;
  // Its space is reserved before the first webhook arrives, so that nothing moves then.
  const canArrive = webhook.keys.length > 0 && method !== 'test' && !environment.isProduction;
  byId('last-webhook').hidden = !canArrive && latest === undefined;
  byId('last-webhook-parts').inert = latest === undefined;
  shown.isEmulated = emulator?.canSendWebhooks ?? false;
  if (latest === undefined || shown.isChanged || shown.webhook?.id === latest.id) return;
  shown.webhook = latest;
  restore();
}

export function connectLastWebhook() {
  const form = byId('last-webhook-form');
  form.addEventListener('input', () => (shown.isChanged = true));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void busy(form.querySelector('button.primary'), verify);
  });
  for (const button of form.querySelectorAll('[data-change]')) {
    const { change } = button.dataset;
    button.addEventListener('click', () => {
      restore();
      if (change === 'none') return;
      CHANGES[change]();
      shown.isChanged = true;
      void busy(button, verify);
    });
  }
}

/** The webhook as it arrived, and what became of it. */
function restore() {
  const { method, url, body, signature, at, fate } = shown.webhook;
  shown.isChanged = false;
  setText(
    byId('last-webhook-what'),
    `${method} ${new URL(url).pathname} at ${clock(at)}. Change it, and verify it again: nothing is sent.`,
  );
  byId('last-webhook-url').value = url;
  byId('last-webhook-body').value = linesOf(body);
  byId('last-webhook-signature').value = signature;
  if (fate.key) showResult(byId('last-webhook-verdict'), `Verified with the key "${fate.key}".`);
  else showResult(byId('last-webhook-verdict'), `Rejected: ${fate.reason}.`, 'bad');
  void explain();
}

async function verify() {
  try {
    const { url, body, signature } = fields();
    const verdict = await call('POST', '/webhook-inspections', { url, body, signature });
    const { valid, key, reason, explanation = '' } = verdict;
    const text = valid
      ? `It would be verified with the key "${key}".`
      : `It would be rejected: ${reason}. ${explanation}`;
    showResult(byId('last-webhook-verdict'), text, valid ? 'good' : 'bad');
  } catch (error) {
    showResult(byId('last-webhook-verdict'), error.message, 'bad');
  }
  await explain();
}

/** Shows the signed text, and with the emulator's key what the signature must be. */
async function explain() {
  const { url, body, signature } = fields();
  const arrived = shown.webhook;
  showSignedText(byId('last-webhook-text'), { url, body }, arrived);
  const hmac = shown.isEmulated
    ? await call('POST', '/emulator/signatures', { url, body }).catch(() => undefined)
    : undefined;
  showHmac(byId('last-webhook-hmac'), hmac, signature);
}

/** What the fields say; the very bytes that arrived, if nobody has changed the lines. */
function fields() {
  const { body } = shown.webhook;
  const lines = byId('last-webhook-body').value;
  return {
    url: byId('last-webhook-url').value,
    body: lines === linesOf(body) ? body : formOf(lines),
    signature: byId('last-webhook-signature').value,
  };
}

const linesOf = (body) =>
  [...new URLSearchParams(body)].map(([name, value]) => `${name}=${escaped(value)}`).join('\n');

const formOf = (lines) =>
  new URLSearchParams(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [name, ...value] = line.split('=');
        return [name, unescaped(value.join('='))];
      }),
  ).toString();

/** A value may have lines of its own. */
const escaped = (value) =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
const unescaped = (value) =>
  value.replaceAll(/\\([\\nr])/g, (_, name) => ({ n: '\n', r: '\r' })[name] ?? '\\');
