import { withWildcards } from 'twilio-permissions';
import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';
import { invalid } from '../protocol/twilio-error.js';
import { newKey } from '../state/api-key.js';
import type { ApiKey, KeyType } from '../state/api-key.js';
import { findKey, keysIn, readFriendlyName, readPolicy, renderKey } from './key-fields.js';
import { metaList } from './lists.js';

const PARAMETERS = {
  create: ['AccountSid', 'FriendlyName', 'KeyType', 'Policy'],
  list: ['AccountSid'],
  update: ['FriendlyName', 'Policy'],
};

/**
 * API keys of the IAM API, the only REST API that creates restricted keys.
 * Standard keys are refused, as on the Keys of the 2010 API.
 * @see https://www.twilio.com/docs/iam/api-keys/key-resource-v1
 */
export const iamKeyRoutes = resourceRoutes(
  {
    product: 'iam',
    all: '/v1/Keys',
    one: '/v1/Keys/{Sid}',
    // A parent's credential can act on subaccounts in the 2010 API only.
    access: () => ({ fullAccessOnly: true }),
  },
  PARAMETERS,
  {
    create,
    list,
    read: (call) => ok(renderWithPolicy(findKey(call))),
    update,
    remove: (call) => call.state.keys.delete(findKey(call).sid),
  },
);

function create({ state, account, form, region, validFrom }: ApiCall): Answer {
  if (form.get('AccountSid') === undefined) throw invalid(70001, 'AccountSid is required.');
  const isRestricted = isRestrictedType(form.get('KeyType'));
  if (isRestricted && region !== 'us1') {
    throw invalid(70001, 'Restricted keys exist in the us1 Region only.');
  }
  const policy = form.get('Policy');
  if (isRestricted && policy === undefined) {
    throw invalid(70001, 'Policy is required for a restricted key.');
  }
  // A key that shows a policy and may do everything would be a trap.
  if (!isRestricted && policy !== undefined) {
    throw invalid(70001, 'Only a restricted key has a Policy: KeyType=restricted is missing.');
  }
  const key = newKey({
    accountSid: account.sid,
    region,
    type: isRestricted ? 'restricted' : 'standard',
    friendlyName: readFriendlyName(form, ''),
    allow: policy === undefined ? undefined : readPolicy(policy),
    now: state.clock.now(),
    validFrom: validFrom(),
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
  return metaList(call, 'keys', keysIn(call), (key) => ({
    ...renderKey(key),
    flags: FLAGS[key.type],
  }));
}

/** A restricted key cannot sign access tokens, and only a main one manages accounts and keys. */
const FLAGS: Readonly<Record<KeyType, readonly string[]>> = {
  restricted: ['rest_api'],
  standard: ['rest_api', 'signing'],
  main: ['rest_api', 'signing', 'manage_accounts', 'manage_keys'],
};

function update(call: ApiCall): Answer {
  const key = findKey(call);
  const policy = call.form.get('Policy');
  if (policy !== undefined && key.type !== 'restricted') {
    throw invalid(70001, 'Only a restricted key has a Policy.');
  }
  key.friendlyName = readFriendlyName(call.form, key.friendlyName);
  if (policy !== undefined) key.allow = readPolicy(policy);
  key.updatedAt = call.state.clock.now();
  return ok(renderWithPolicy(key));
}

/** Twilio answers `/*` where all five actions of a resource are allowed, and in an order of its own. */
function renderWithPolicy(key: ApiKey): Record<string, unknown> {
  return {
    ...renderKey(key),
    policy: key.allow === undefined ? null : { allow: withWildcards(key.allow) },
  };
}
