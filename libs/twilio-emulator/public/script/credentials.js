import { byId, make, syncList } from './dom.js';
import { count } from './words.js';

/** Shows every account with its credentials, and what they were used for. */
export function showCredentials(accounts) {
  syncList(byId('accounts'), accounts, ({ sid }) => sid, {
    create: () => make('div', { className: 'account' }),
    update: (element, account) => element.replaceChildren(...accountParts(account)),
  });
  const select = byId('inbound-to');
  const numbers = [...new Set(accounts.find(({ isSubaccount }) => !isSubaccount)?.numbers)];
  syncList(select, numbers, (number) => number, {
    create: (number) => make('option', { value: number }, number),
    update: () => undefined,
  });
}

function accountParts({ sid, name, status, isSubaccount, credentials }) {
  const kind = isSubaccount ? 'Subaccount' : 'Account';
  const state = status === 'active' ? '' : `, ${status}`;
  return [
    make('h3', { dir: 'auto' }, name),
    make('p', { className: 'quiet' }, `${kind} ${sid}${state}`),
    make('ul', {}, ...credentials.map(credential)),
  ];
}

function credential({ type, name, sid, region, allow, use }) {
  const rights = allow === undefined ? '' : ` · may do ${count(allow.length, 'thing')}`;
  const where = region === 'us1' ? '' : ` · ${region}`;
  const same = type.toLowerCase() === name.toLowerCase();
  return make(
    'li',
    { className: 'credential' },
    make('strong', { dir: 'auto' }, name),
    make('p', { className: 'quiet' }, `${same ? '' : `${type} · `}${sid}${where}${rights}`),
    use === undefined ? make('p', { className: 'quiet' }, 'Not used yet.') : used(use),
  );
}

function used({ permissions, missing, unsupported, unknown }) {
  const lacks = new Set(missing);
  const item = (text, className) => make('li', { className }, text);
  return make(
    'ul',
    {},
    ...permissions.map((one) =>
      lacks.has(one) ? item(`${one}: missing`, 'missing') : item(one, ''),
    ),
    ...unsupported.map((one) => item(`${one}: no permission covers it`, 'missing')),
    ...unknown.map((one) => item(`${one}: permission unknown`, '')),
  );
}
