import { created, noContent, ok } from '../server/answer.js';
import type { Answer } from '../server/answer.js';
import type { ApiCall, ApiRoute } from '../server/route.js';
import { notFound } from '../server/twilio-error.js';
import type { ApiKey } from '../state/api-key.js';
import { newKey } from '../state/api-key.js';
import { readFriendlyName, renderKey } from './key-fields.js';
import { classicList } from './lists.js';

const ACCESS = { fullAccessOnly: true, subaccounts: true } as const;

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
  const list = `/2010-04-01/Accounts/{AccountSid}/${resource}.json`;
  const one = `/2010-04-01/Accounts/{AccountSid}/${resource}/{Sid}.json`;
  const route = (
    verb: ApiRoute['verb'],
    path: string,
    handle: (call: ApiCall) => Answer,
  ): ApiRoute => ({ product: 'api', verb, path, access: ACCESS, handle });
  return [
    route('POST', list, create),
    route('GET', list, (call) =>
      classicList(call, listKey, call.state.keysOf(call.account), renderKey),
    ),
    route('GET', one, (call) => ok(renderKey(find(call)))),
    route('POST', one, update),
    route('DELETE', one, (call) => {
      call.state.keys.delete(find(call).sid);
      return noContent();
    }),
  ];
}

function create({ state, account, form, region }: ApiCall): Answer {
  const key = newKey({
    accountSid: account.sid,
    region,
    type: 'standard',
    friendlyName: readFriendlyName(form, ''),
    now: state.clock.now(),
  });
  state.keys.set(key.sid, key);
  return created({ ...renderKey(key), secret: key.secret });
}

function update(call: ApiCall): Answer {
  const key = find(call);
  key.friendlyName = readFriendlyName(call.form, key.friendlyName);
  key.updatedAt = call.state.clock.now();
  return ok(renderKey(key));
}

function find(call: ApiCall): ApiKey {
  const key = call.state.keys.get(call.params['Sid'] ?? '');
  if (key?.accountSid !== call.account.sid) throw notFound(call.url);
  return key;
}
