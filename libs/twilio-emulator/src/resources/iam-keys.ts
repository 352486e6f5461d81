import { created, noContent, ok } from '../server/answer.js';
import type { Answer } from '../server/answer.js';
import type { ApiCall, ApiRoute } from '../server/route.js';
import { invalid, notFound } from '../server/twilio-error.js';
import { newKey } from '../state/api-key.js';
import type { ApiKey } from '../state/api-key.js';
import { readFriendlyName, readPolicy, renderKey } from './key-fields.js';
import { metaList } from './lists.js';

// A parent's credential can act on subaccounts in the 2010 API only.
const ACCESS = { fullAccessOnly: true } as const;
const LIST = '/v1/Keys';
const ONE = '/v1/Keys/{Sid}';

/**
 * API keys of the IAM API, the only REST API that creates restricted keys.
 * Standard keys are refused, as on the Keys of the 2010 API.
 * @see https://www.twilio.com/docs/iam/api-keys/key-resource-v1
 */
export const iamKeyRoutes: readonly ApiRoute[] = [
  { product: 'iam', verb: 'POST', path: LIST, access: ACCESS, handle: create },
  { product: 'iam', verb: 'GET', path: LIST, access: ACCESS, handle: list },
  {
    product: 'iam',
    verb: 'GET',
    path: ONE,
    access: ACCESS,
    handle: (call) => ok(renderWithPolicy(find(call))),
  },
  { product: 'iam', verb: 'POST', path: ONE, access: ACCESS, handle: update },
  {
    product: 'iam',
    verb: 'DELETE',
    path: ONE,
    access: ACCESS,
    handle: (call) => {
      call.state.keys.delete(find(call).sid);
      return noContent();
    },
  },
];

function create({ state, account, form, region }: ApiCall): Answer {
  if (form.get('AccountSid') === undefined) throw invalid(70001, 'AccountSid is required.');
  const isRestricted = isRestrictedType(form.get('KeyType'));
  if (isRestricted && region !== 'us1') {
    throw invalid(70001, 'Restricted keys exist in the us1 Region only.');
  }
  const policy = form.get('Policy');
  if (isRestricted && policy === undefined) {
    throw invalid(70001, 'Policy is required for a restricted key.');
  }
  const key = newKey({
    accountSid: account.sid,
    region,
    type: isRestricted ? 'restricted' : 'standard',
    friendlyName: readFriendlyName(form, ''),
    allow: policy === undefined ? undefined : readPolicy(policy),
    now: state.clock.now(),
  });
  state.keys.set(key.sid, key);
  return created({ ...renderWithPolicy(key), secret: key.secret });
}

function isRestrictedType(type: string | undefined): boolean {
  if (type !== undefined && type !== 'restricted') {
    throw invalid(70001, `KeyType ${type} does not exist: restricted, or nothing for standard.`);
  }
  return type === 'restricted';
}

function list(call: ApiCall): Answer {
  if (call.query.get('AccountSid') === undefined) throw invalid(70001, 'AccountSid is required.');
  // A restricted key cannot sign access tokens for browsers and phones.
  return metaList(call, 'keys', call.state.keysOf(call.account), (key) => ({
    ...renderKey(key),
    flags: key.type === 'restricted' ? ['rest_api'] : ['rest_api', 'signing'],
  }));
}

function update(call: ApiCall): Answer {
  const key = find(call);
  const policy = call.form.get('Policy');
  if (policy !== undefined && key.type !== 'restricted') {
    throw invalid(70001, 'Only a restricted key has a Policy.');
  }
  key.friendlyName = readFriendlyName(call.form, key.friendlyName);
  if (policy !== undefined) key.allow = readPolicy(policy);
  key.updatedAt = call.state.clock.now();
  return ok(renderWithPolicy(key));
}

function renderWithPolicy(key: ApiKey): Record<string, unknown> {
  return { ...renderKey(key), policy: key.allow === undefined ? null : { allow: key.allow } };
}

function find(call: ApiCall): ApiKey {
  const key = call.state.keys.get(call.params['Sid'] ?? '');
  if (key?.accountSid !== call.account.sid) throw notFound(call.url);
  return key;
}
