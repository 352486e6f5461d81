import { byId, setText } from './dom.js';

/** Whether webhooks can arrive, and how they are checked. */
export function showWebhooks({ account, webhooks }) {
  const { keys } = account.webhook;
  const { accepted, rejected } = webhooks;
  setText(byId('webhooks-note'), note(account.method, keys, accepted, rejected));
}

function note(method, keys, accepted, rejected) {
  if (keys.length === 0) {
    return 'The webhook routes are off: set TWILIO_WEBHOOK_SIGNING_KEYS to the Auth Token of your account, with which Twilio signs.';
  }
  if (method === 'test' && accepted + rejected === 0) {
    return 'Twilio makes no callbacks for test credentials, so nothing arrives here.';
  }
  return `${accepted} verified and ${rejected} rejected. A handler runs only if the signature fits the URL and every parameter.`;
}
