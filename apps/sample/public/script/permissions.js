import { byId, fill, make, setText } from './dom.js';
import { count } from './words.js';

/** What the calls so far needed, and the policy that follows. */
export function showPermissions({ permissions: { used, policy } }) {
  const { permissions, unsupported, unknown } = used;
  setText(
    byId('permissions-headline'),
    permissions.length === 0 ? 'No call yet' : count(permissions.length, 'permission'),
  );
  fill(byId('permission-names'), used, () => [
    ...permissions.map((name) => make('li', {}, make('code', {}, name))),
    ...unsupported.map(({ request, reason }) => make('li', {}, `${request}: ${reason}`)),
    ...unknown.map((request) => make('li', {}, `${request}: it is not known what it needs`)),
  ]);
  const isNeeded = policy.allow.length > 0;
  byId('needed-policy').hidden = !isNeeded;
  setText(byId('needed-policy'), isNeeded ? JSON.stringify(policy, null, 2) : '');
}
