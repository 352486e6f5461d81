import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { accountPaths, resourceRoutes } from './resource-routes.js';
import type { ApiCall, ApiRoute } from './route.js';
import { newKey } from '../state/api-key.js';
import { findKey, keysIn, readFriendlyName, renderKey } from './key-fields.js';
import { classicList } from './lists.js';

/**
 * API keys of the 2010 API, under both of its names. This API has no key types: `KeyType` and
 * `Policy` are silently ignored, and every new key is a standard key.
 * @see https://www.twilio.com/docs/usage/api/keys
 */
export const keyRoutes: readonly ApiRoute[] = [
  ...routesFor('Keys', 'keys'),
  ...routesFor('SigningKeys', 'signing_keys'),
];

function routesFor(resource: string, listKey: string): readonly ApiRoute[] {
  const access = () => ({ fullAccessOnly: true, subaccounts: true }) as const;
  return resourceRoutes(
    { ...accountPaths(resource), access },
    { create: ['FriendlyName'], list: [], update: ['FriendlyName'] },
    {
      create,
      list: (call) => classicList(call, listKey, keysIn(call), renderKey),
      read: (call) => ok(renderKey(findKey(call))),
      update,
      remove: (call) => call.state.keys.delete(findKey(call).sid),
    },
  );
}

function create({ state, account, form, region, validFrom }: ApiCall): Answer {
  const key = newKey({
    accountSid: account.sid,
    region,
    type: 'standard',
    friendlyName: readFriendlyName(form, ''),
    now: state.clock.now(),
    validFrom: validFrom(),
  });
  state.keys.set(key.sid, key);
  return created({ ...renderKey(key), secret: key.secret });
}

function update(call: ApiCall): Answer {
  const key = findKey(call);
  key.friendlyName = readFriendlyName(call.form, key.friendlyName);
  key.updatedAt = call.state.clock.now();
  return ok(renderKey(key));
}
