import { call } from './api.js';
import { explainToken } from './claims.js';
import { busy, byId, make, showResult } from './dom.js';
import { clock } from './words.js';

/** Sign-in, and access tokens for the signed-in user. */
export async function connectAccessToken() {
  byId('sign-in').addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { name } = Object.fromEntries(new FormData(form));
    void busy(form.querySelector('button'), () =>
      attempt(async () => showSession(await call('POST', '/session', { name }))),
    );
  });
  byId('sign-out').addEventListener('click', ({ currentTarget }) => {
    void busy(currentTarget, () =>
      attempt(async () => {
        await call('DELETE', '/session');
        showSession(undefined);
      }),
    );
  });
  byId('issue').addEventListener('click', ({ currentTarget }) => {
    void busy(currentTarget, () =>
      attempt(async () => showIssued(await call('POST', '/voice-token'))),
    );
  });
  const { name } = await call('GET', '/session').catch(() => ({ name: null }));
  showSession(name === null ? undefined : { name }, false);
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    const isSignedOut = error.status === 401;
    if (isSignedOut) showSession(undefined);
    const text = isSignedOut ? 'You are signed out: sign in again.' : error.message;
    showResult(byId('access-result'), text, 'bad');
  }
}

function showSession(user, moveFocus = true) {
  const isIn = user !== undefined;
  byId('sign-in').hidden = isIn;
  byId('signed-in').hidden = !isIn;
  byId('user').textContent = user?.name ?? '';
  byId('access-result').textContent = '';
  byId('decoded').hidden = true;
  // The pressed button is hidden; without this the focus would move to the top of the page.
  if (moveFocus) (isIn ? byId('issue') : byId('sign-in').elements.name).focus();
}

function showIssued({ token, identity, expiresAt }) {
  const [header, claims, signature] = token.split('.');
  const decoded = { header: decode(header), claims: decode(claims) };
  showResult(byId('access-result'), `A token for ${identity}, valid until ${clock(expiresAt)}.`);
  byId('decoded').replaceChildren(
    make(
      'div',
      {},
      make('h3', {}, 'As the browser gets it'),
      make(
        'pre',
        {},
        part('header', header),
        '.',
        part('claims', claims),
        '.',
        part('signature', signature),
      ),
      make('h3', {}, 'Decoded'),
      make('pre', { id: 'token-header', className: 'header' }, indented(decoded.header)),
      make('pre', { id: 'token-claims', className: 'claims' }, indented(decoded.claims)),
    ),
    make('div', {}, make('h3', {}, 'What it says'), aloud(decoded)),
  );
  byId('decoded').hidden = false;
}

const part = (className, text) => make('span', { className }, text);

const indented = (value) => JSON.stringify(value, undefined, 2);

function aloud(decoded) {
  const rows = explainToken(decoded).map(([name, text]) =>
    make('div', {}, make('dt', {}, make('code', {}, name)), make('dd', {}, text)),
  );
  return make('dl', { id: 'token-aloud', className: 'aloud' }, ...rows);
}

function decode(encoded) {
  const bytes = Uint8Array.from(
    atob(encoded.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}
