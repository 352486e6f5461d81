import { byId, setText } from './dom.js';
import { count, lifetime } from './words.js';

const METHODS = {
  oauth: 'OAuth 2.0',
  'api-key': 'An API key',
  'auth-token': 'The Auth Token',
  test: 'Test credentials',
};

const CALLS = {
  oauth: (life) =>
    `To call Twilio, this app exchanges a client ID and a secret for a token${life}, and sends only that token with each call.`,
  'api-key': () =>
    'To call Twilio, this app sends an API key and its secret with each call; a key can be replaced without touching the account.',
  'auth-token': () =>
    'To call Twilio, this app sends the Auth Token of the account with each call; it may do everything, so production refuses it.',
  test: () =>
    'To call Twilio, this app sends test credentials with each call: Twilio checks the request, and sends nothing.',
};

const SIGNED =
  'When Twilio calls back, it signs the request with a key that only it and this app know; a request without that signature is rejected.';

/** The method, why it is used, and the whole in three sentences, each with how it stands. */
export function showHero(state) {
  const { account, tokens, sends, webhooks, tokenLifetimeMs: lifeMs, signingKeySid } = state;
  const { method } = account;
  setText(byId('method'), METHODS[method] ?? method);
  setText(byId('because'), `Because ${account.because}.`);
  setText(byId('talks-to'), talksTo(state));
  const life = lifeMs === undefined ? '' : ` that is valid for ${lifetime(lifeMs)}`;
  setText(byId('story-calls'), (CALLS[method] ?? (() => `To call Twilio: ${method}.`))(life));
  setText(byId('fact-calls'), callFact(sends, tokens, method));
  setText(byId('story-webhooks'), SIGNED);
  setText(byId('fact-webhooks'), webhookFact(account, webhooks));
  setText(
    byId('fact-browsers'),
    signingKeySid ? `Signed with ${signingKeySid.slice(0, 8)}…` : 'No key to sign with',
  );
}

function talksTo({ report, account }) {
  if (report.verdicts.some(({ rule }) => rule === 'api-base-url')) {
    return 'It calls an emulator of Twilio: nothing is sent for real.';
  }
  return account.method === 'test'
    ? 'It calls Twilio, which sends nothing for test credentials.'
    : 'It calls Twilio: messages are real, and cost money.';
}

function callFact({ accepted, failed }, { calls, fetched }, method) {
  if (accepted + failed + calls === 0) return 'Nothing sent since the start';
  const sent = failed === 0 ? `${accepted} sent` : `${accepted} sent, ${failed} failed`;
  const with_ = method === 'oauth' ? ` with ${count(fetched, 'token')}` : '';
  return `${sent}; ${count(calls, 'call')}${with_}`;
}

function webhookFact({ webhook, method }, { accepted, rejected }) {
  if (webhook.keys.length === 0) return 'Off: there is no key to check with';
  if (method === 'test' && accepted + rejected === 0)
    return 'None: test credentials cause no callbacks';
  return `${accepted} verified, ${rejected} rejected`;
}
