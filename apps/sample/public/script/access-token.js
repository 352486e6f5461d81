import { call } from './api.js';
import { busy, byId, make, showResult } from './dom.js';

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
  const { name } = await call('GET', '/session');
  showSession(name === null ? undefined : { name }, false);
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    showResult(byId('access-result'), error.message, 'bad');
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
  const until = new Date(expiresAt).toLocaleTimeString('en-GB');
  showResult(byId('access-result'), `A token for ${identity}, valid until ${until}.`);
  byId('decoded').replaceChildren(
    make('h3', {}, 'Encoded'),
    make(
      'pre',
      {},
      make('span', { className: 'header' }, header),
      '.',
      make('span', { className: 'claims' }, claims),
      '.',
      make('span', { className: 'signature' }, signature),
    ),
    make('h3', {}, 'Decoded'),
    make('pre', { id: 'token-header', className: 'header' }, readable(header)),
    make('pre', { id: 'token-claims', className: 'claims' }, readable(claims)),
  );
  byId('decoded').hidden = false;
}

function readable(part) {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), undefined, 2);
}
