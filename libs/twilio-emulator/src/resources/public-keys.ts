import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { iso8601 } from '../protocol/formats.js';
import { newSid } from '../protocol/sid.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { readPublicKey } from '../state/public-key.js';
import type { PublicKeyCredential } from '../state/public-key.js';
import { readFriendlyName } from './key-fields.js';
import { metaList } from './lists.js';
import { resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';

/**
 * Public keys for client validation (PKCV).
 * @see https://www.twilio.com/docs/iam/pkcv/quickstart
 */
export const publicKeyRoutes = resourceRoutes(
  {
    product: 'accounts',
    all: '/v1/Credentials/PublicKeys',
    one: '/v1/Credentials/PublicKeys/{Sid}',
    access: () => ({ fullAccessOnly: true }),
  },
  { create: ['PublicKey', 'FriendlyName', 'AccountSid'], list: [], update: ['FriendlyName'] },
  {
    create,
    list: (call) =>
      metaList(call, 'credentials', [...call.account.publicKeys.values()], (key) =>
        render(key, call.origin),
      ),
    read: (call) => ok(render(find(call), call.origin)),
    update,
    remove: (call) => call.account.publicKeys.delete(find(call).sid),
  },
);

function create({ account, form, state, origin }: ApiCall): Answer {
  const key = readPublicKey(form.get('PublicKey') ?? '');
  if (key === undefined) {
    throw invalid(
      70154,
      'PublicKey must be an RSA key of 2048 bits with the exponent 65537, in PEM.',
    );
  }
  const now = state.clock.now();
  const credential: PublicKeyCredential = {
    sid: newSid('CR'),
    accountSid: account.sid,
    key,
    friendlyName: readFriendlyName(form, ''),
    createdAt: now,
    updatedAt: now,
  };
  account.publicKeys.set(credential.sid, credential);
  return created(render(credential, origin));
}

function update(call: ApiCall): Answer {
  const credential = find(call);
  credential.friendlyName = readFriendlyName(call.form, credential.friendlyName);
  credential.updatedAt = call.state.clock.now();
  return ok(render(credential, call.origin));
}

function find({ account, params, url }: ApiCall): PublicKeyCredential {
  const credential = account.publicKeys.get(params['Sid'] ?? '');
  if (credential === undefined) throw notFound(url);
  return credential;
}

function render(credential: PublicKeyCredential, origin: string): Record<string, unknown> {
  return {
    sid: credential.sid,
    account_sid: credential.accountSid,
    friendly_name: credential.friendlyName,
    date_created: iso8601(credential.createdAt),
    date_updated: iso8601(credential.updatedAt),
    url: `${origin}/v1/Credentials/PublicKeys/${credential.sid}`,
  };
}
