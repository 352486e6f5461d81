import { byId, make } from './dom.js';

/** Shows what the calls so far needed, and the policy that follows. */
export function showPermissions({ used, policy }) {
  const rows = [
    ...used.permissions.map((name) => make('li', {}, make('code', {}, name))),
    ...used.unsupported.map(({ request, reason }) => make('li', {}, `${request}: ${reason}`)),
    ...used.unknown.map((request) => make('li', {}, `${request}: it is not known what it needs`)),
  ];
  byId('permissions').replaceChildren(...rows);
  byId('permissions-empty').hidden = rows.length > 0;
  const isNeeded = policy.allow.length > 0;
  byId('needed-policy').hidden = !isNeeded;
  byId('needed-policy').textContent = isNeeded ? JSON.stringify(policy, null, 2) : '';
}
