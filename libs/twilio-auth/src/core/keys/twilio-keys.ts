import type { SdkClient } from '../client/sdk-client.js';
import { AuthTokens } from './auth-tokens.js';
import type { TokenRotationDeps } from './auth-token/token-rotation.js';
import { TokenAdmin } from './auth-token/token-admin.js';
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
import { OAuthSecrets } from './oauth-secrets.js';
import type { OAuthRotationDeps } from './oauth/oauth-rotation.js';
import { requestSecret } from './oauth/secret-request.js';
import type { RotationDeps } from './open-rotation.js';
import { permissionsOf } from './permissions-of.js';
import { planRotation } from './plan-rotation.js';
import { rotateKey } from './rotate-key.js';
import { Subaccounts } from './subaccounts.js';
import type { SubaccountDeps } from './subaccounts/create-subaccount.js';
import { openTarget, whyNotDelivered } from './targets.js';

interface TwilioKeysDeps
  extends
    Omit<RotationDeps, 'keys'>,
    Pick<OAuthRotationDeps, 'isEmulated'>,
    Pick<TokenRotationDeps, 'acceptsToken'> {
  readonly client: SdkClient;
  /** Whether the token endpoint accepts an OAuth secret. */
  readonly acceptsSecret: OAuthRotationDeps['accepts'];
  readonly openSubaccount: SubaccountDeps['open'];
  readonly close: () => Promise<void>;
}

/** The credentials of an account, for its administrator. `createTwilioKeys()` makes one. */
export class TwilioKeys {
  /** The secrets of its OAuth apps. */
  readonly oauth: OAuthSecrets;
  /** Its Auth Token. */
  readonly authToken: AuthTokens;
  /** Its subaccounts. */
  readonly subaccounts: Subaccounts;
  readonly #keys: IamKeys;
  readonly #deps: TwilioKeysDeps;

  /** @internal */
  constructor(deps: TwilioKeysDeps) {
    const { client, clock, isEmulated, acceptsSecret, acceptsToken, openSubaccount } = deps;
    const { accountSid } = client;
    this.#keys = new IamKeys(client);
    this.#deps = deps;
    this.oauth = new OAuthSecrets(
      {
        accountSid,
        clock,
        isEmulated,
        accepts: acceptsSecret,
        request: (clientId, graceSeconds) => requestSecret(client, clientId, graceSeconds),
      },
      deps.store,
    );
    const tokens = new TokenAdmin(client);
    this.authToken = new AuthTokens({ accountSid, clock, tokens, acceptsToken }, deps.store);
    this.subaccounts = new Subaccounts({ client, clock, open: openSubaccount });
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
      await target.write(key);
    } catch (error) {
      await this.#keys.remove(key.keySid);
      throw keyError(
        'delivery-failed',
        `The new key ${key.keySid} was not delivered${whyNotDelivered(error)}. It is deleted again.`,
        'If a part of it has arrived, replace that by another key.',
      );
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
