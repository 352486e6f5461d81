import { call } from './api.js';
import { byId, make } from './dom.js';
import { station } from './line.js';
import { showPermissions } from './permissions.js';
import { showToken } from './token-life.js';

const METHODS = {
  oauth: 'OAuth 2.0',
  'api-key': 'An API key',
  'auth-token': 'The Auth Token',
  test: 'Test credentials',
};

/** Shows how this application authenticates. */
export async function refreshAuth() {
  const auth = await call('GET', '/auth');
  byId('method').textContent = METHODS[auth.method] ?? auth.method;
  byId('because').textContent = `Because ${auth.because}.`;
  const isEmulated = auth.verdicts.some(({ rule }) => rule === 'api-base-url');
  byId('talks-to').textContent = isEmulated
    ? 'It calls an emulator of Twilio: no real messages are sent.'
    : 'It calls Twilio: messages are real.';
  station('configuration', 'ok', `From the ${auth.source}, for ${auth.environment.name}`);
  showPolicy(auth);
  showFacts(auth);
  showPermissions(auth.permissions);
  showToken(auth);
}

function showPolicy({ verdicts, inProduction }) {
  const serious = verdicts.filter(({ severity }) => severity !== 'info');
  const words =
    serious.length === 0
      ? 'No findings'
      : `${serious.length} finding${serious.length === 1 ? '' : 's'}`;
  station('policy', serious.length === 0 ? 'ok' : 'note', words);
  const errors = inProduction.verdicts.filter(({ severity }) => severity === 'error');
  byId('verdicts').replaceChildren(
    ...verdicts.map(verdict),
    ...(verdicts.length === 0 ? [row('ok', 'OK here', 'No findings.')] : []),
    errors.length === 0
      ? row('ok', 'OK in production', 'It would start there too.')
      : row('error', 'Not in production', `It would not start: ${list(errors)}.`),
  );
}

const list = (verdicts) => verdicts.map(({ rule }) => rule).join(', ');

const verdict = ({ severity, rule, message, remedy }) =>
  row(severity, severity, `${message} ${remedy}`, rule);

function row(severity, tag, text, rule) {
  const name = rule ? [make('strong', {}, make('code', {}, rule)), ' '] : [];
  return make(
    'li',
    {},
    make('span', { className: 'tag', dataset: { severity } }, tag),
    make('p', {}, ...name, text),
  );
}

function showFacts(auth) {
  const { accountSid, identifier, environment, webhook, accessTokenKeySid, region, edge } = auth;
  const facts = {
    Account: accountSid,
    Credential: identifier,
    Environment: `${environment.name}: ${environment.because}`,
    'Webhooks are verified with': webhook.keys.join(', ') || 'no key',
    'Webhooks reach us at': webhook.baseUrl ?? 'the address in the request',
    'Access tokens are signed with': accessTokenKeySid ?? 'no key',
    Region: [region, edge].filter(Boolean).join(', ') || 'us1',
  };
  byId('facts').replaceChildren(
    ...Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
  );
  byId('limits').replaceChildren(
    ...auth.limits.map(({ cannot }) => make('li', {}, `It cannot ${cannot.replaceAll('`', '')}.`)),
  );
}
