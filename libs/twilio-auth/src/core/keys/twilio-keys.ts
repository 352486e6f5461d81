import type { SdkClient } from '../client/sdk-client.js';
import { flawOfPermissions, unknownPermissions } from '../config/permission-names.js';
import { readPermissionsFile } from '../config/permissions-file.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { IamKeys } from './iam-keys.js';
import { keyError } from './key-error.js';
import type {
  CreateKeyOptions,
  CreationPlan,
  NewTwilioKey,
  RotateKeyOptions,
  RotationPlan,
  RotationReport,
  TwilioKey,
} from './key-options.js';
import type { RotationDeps } from './open-rotation.js';
import { planRotation } from './plan-rotation.js';
import { rotateKey } from './rotate-key.js';
import { deliverTo, openTarget } from './targets.js';

interface TwilioKeysDeps extends Omit<RotationDeps, 'keys'> {
  readonly client: SdkClient;
  readonly close: () => Promise<void>;
}

/** The API keys of an account, for its administrator. `createTwilioKeys()` makes one. */
export class TwilioKeys {
  readonly #keys: IamKeys;
  readonly #deps: TwilioKeysDeps;

  /** @internal */
  constructor(deps: TwilioKeysDeps) {
    this.#keys = new IamKeys(deps.client);
    this.#deps = deps;
  }

  /** Every API key of the account, without secrets. */
  list(): Promise<readonly TwilioKey[]> {
    return this.#keys.list();
  }

  /**
   * Creates a key, and delivers it if told where to. Its secret is shown this once.
   *
   * Rejects with `TWILIO_AUTH_CONFIG_INVALID` for permissions that do not exist or are more than 100,
   * and with `TWILIO_AUTH_KEY_CHANGE_FAILED` if the key could not be delivered: it is deleted again.
   */
  async create(options: CreateKeyOptions = {}): Promise<NewTwilioKey> {
    const permissions = permissionsOf(options);
    const { friendlyName, deliver } = options;
    const target = deliver && (await openTarget(deliver, this.#keys.accountSid));
    const key = await this.#keys.create(friendlyName, permissions);
    if (target === undefined) return key;
    try {
      await deliverTo(target, key);
    } catch (error) {
      await this.#keys.remove(key.keySid);
      throw error;
    }
    return key;
  }

  /**
   * What `create()` would do with these options, without doing it: they and the destination are
   * checked, and nothing is sent.
   */
  async planCreate(options: CreateKeyOptions = {}): Promise<CreationPlan> {
    const permissions = permissionsOf(options);
    if (options.deliver) await openTarget(options.deliver, this.#keys.accountSid);
    if (permissions === undefined) return { keyType: 'standard' };
    return { keyType: 'restricted', permissions };
  }

  /** Deletes a key: calls and access tokens made with it end at once. */
  async revoke(keySid: string): Promise<void> {
    if (keySid === this.#deps.ownKeySid) {
      throw keyError('own-key', `${keySid} is the key of the administrator.`);
    }
    await this.#keys.remove(keySid);
  }

  /**
   * Replaces a key by a new one of the same type and with the same permissions: creates it, tries it
   * until Twilio accepts it, delivers it, waits, and revokes the old one. A run that was ended at any
   * step loses nothing: run it again, and it goes on.
   *
   * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED`; the key in use still works then.
   */
  rotate(options: RotateKeyOptions): Promise<RotationReport> {
    return rotateKey(options, { ...this.#deps, keys: this.#keys });
  }

  /** What `rotate()` would do with these options. Keys and files are read, and nothing is changed. */
  planRotate(options: RotateKeyOptions): Promise<RotationPlan> {
    return planRotation(options, { ...this.#deps, keys: this.#keys });
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.#deps.close();
  }
}

function permissionsOf({
  policy,
  permissionsFile,
}: CreateKeyOptions): readonly string[] | undefined {
  if (policy !== undefined && permissionsFile !== undefined) {
    throw invalid('permissionsFile', 'policy and permissionsFile are both given', 'Give only one.');
  }
  const path = policy === undefined ? 'permissionsFile' : 'policy.allow';
  const names =
    permissionsFile === undefined ? policy?.allow : readPermissionsFile(permissionsFile);
  if (names === undefined) return undefined;
  if (typeof names === 'string') {
    throw invalid(path, `the text is no lock file: ${names}`, 'Give the text of the file itself.');
  }
  const flaw = flawOfPermissions(names);
  if (flaw !== undefined) throw invalid(path, flaw.expected, flaw.remedy);
  if (names.length === 0) {
    throw invalid(path, 'there is no permission in it', 'A restricted key needs at least one.');
  }
  const unknown = unknownPermissions(names);
  if (unknown.length > 0) {
    const expected = `Twilio has no permission ${unknown.join(', ')}, and would refuse the key`;
    throw invalid(path, expected, 'Correct the names, or remove them.');
  }
  return names;
}

function invalid(path: string, expected: string, remedy: string): TwilioAuthConfigError {
  return new TwilioAuthConfigError([{ path, expected, remedy }]);
}
