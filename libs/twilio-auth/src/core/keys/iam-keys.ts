import { actionsOf } from 'twilio-permissions';
import type { SdkClient } from '../client/sdk-client.js';
import { policyOf } from '../permissions/permission-policy.js';
import { isObject } from '../primitives/is-object.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { keyError } from './key-error.js';
import type { KeyKind, NewTwilioKey, TwilioKey } from './key-options.js';

/** A key with what it may do: nothing where it is not restricted. */
export interface KeyWithPolicy {
  readonly friendlyName: string;
  readonly permissions: readonly string[] | undefined;
}

/** "A key cannot create a key with more rights than itself": https://www.twilio.com/docs/api/errors/70152 */
const MORE_RIGHTS = 70152;

/**
 * The API keys of an account, through IAM v1 only: the Keys of the 2010 API ignore a policy, and
 * answer with a standard key.
 */
export class IamKeys {
  readonly #client: SdkClient;

  constructor(client: SdkClient) {
    this.#client = client;
  }

  get accountSid(): string {
    return this.#client.accountSid;
  }

  async list(): Promise<readonly TwilioKey[]> {
    const keys = await this.#client.iam.v1.getApiKeys.list({ accountSid: this.accountSid });
    return keys.map(({ sid, friendlyName, dateCreated, dateUpdated, flags }) => ({
      keySid: sid,
      friendlyName: nameOf(friendlyName),
      keyType: kindOf(flags),
      createdAt: dateCreated,
      updatedAt: dateUpdated,
    }));
  }

  async fetch(keySid: string): Promise<KeyWithPolicy> {
    const { friendlyName, policy } = await this.#client.iam.v1.apiKey(keySid).fetch();
    return { friendlyName: nameOf(friendlyName), permissions: permissionsIn(policy) };
  }

  /** A restricted key where there are permissions, else a standard one. */
  async create(
    friendlyName: string | undefined,
    permissions?: readonly string[],
  ): Promise<NewTwilioKey> {
    const { accountSid } = this;
    const policy = permissions && policyOf(permissions, accountSid);
    const restriction = policy && { keyType: 'restricted', policy: JSON.stringify(policy) };
    const key = await this.#client.iam.v1.newApiKey
      .create({ accountSid, ...withoutUndefined({ friendlyName }), ...restriction })
      .catch(explainRefusal);
    if (policy !== undefined && permissionsIn(key.policy) === undefined) {
      await this.remove(key.sid);
      throw keyError(
        'not-restricted',
        'Twilio created a key without the permissions that were asked for. It is deleted again.',
      );
    }
    const keyType = policy === undefined ? 'standard' : 'restricted';
    return { accountSid, keySid: key.sid, keySecret: key.secret, keyType };
  }

  /** The name that a key has now; `undefined` where it was deleted. */
  async nameIfAny(keySid: string): Promise<string | undefined> {
    return this.fetch(keySid).then(({ friendlyName }) => friendlyName, ifFound);
  }

  async rename(keySid: string, friendlyName: string): Promise<void> {
    await this.#client.iam.v1.apiKey(keySid).update({ friendlyName });
  }

  async remove(keySid: string): Promise<void> {
    await this.#client.iam.v1.apiKey(keySid).remove();
  }

  /** The same for a key that an earlier run may have deleted already. */
  async removeIfAny(keySid: string): Promise<void> {
    await this.remove(keySid).catch(ifFound);
  }
}

function ifFound(error: unknown): undefined {
  if ((error as { status?: unknown }).status !== 404) throw error;
  return undefined;
}

/** A main key manages accounts and keys; a restricted one cannot sign access tokens. */
function kindOf(flags: readonly string[] | null): KeyKind {
  const has = (flag: string): boolean => flags?.includes(flag) ?? false;
  if (has('manage_accounts') || has('manage_keys')) return 'main';
  return has('restricted') || !has('signing') ? 'restricted' : 'standard';
}

/** Twilio answers `/*` for all five actions of a resource; it may not accept that in a new policy. */
function permissionsIn(policy: unknown): readonly string[] | undefined {
  if (!isObject(policy)) return undefined;
  const { allow } = policy;
  return Array.isArray(allow) ? (allow as string[]).flatMap(actionsOf) : [];
}

/** Without a name, Twilio answers null. */
function nameOf(friendlyName: string | null): string {
  return friendlyName ?? '';
}

function explainRefusal(error: unknown): never {
  if ((error as { code?: unknown }).code !== MORE_RIGHTS) throw error;
  throw keyError(
    'more-rights-than-own',
    'Twilio refused to create a key with more rights than the administrator has (70152).',
    'Use a main key, or a restricted one that has every permission of the new key.',
  );
}
