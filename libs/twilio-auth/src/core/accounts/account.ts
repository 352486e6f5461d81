import { isDeepStrictEqual } from 'node:util';
import type { AccountOrigin } from '../config/account-origin.js';
import type { SecretInput, TwilioAuthMethods } from '../config/auth-options.js';
import type { ClientValidationOptions } from '../config/options.js';
import { isBuiltIn, METHODS, type BuiltInMethod } from '../config/methods.js';
import type { Secret } from '../primitives/secret.js';

/** The options of a built-in method after loading: the same fields, the secret as a `Secret`. */
export type Credential<M extends BuiltInMethod> = { readonly method: M } & {
  readonly [F in keyof TwilioAuthMethods[M]]: SecretInput extends TwilioAuthMethods[M][F]
    ? Secret
    : TwilioAuthMethods[M][F];
};

/**
 * The options of a custom method, for the strategy that serves it.
 * They may hold secrets of any shape, so only that strategy's factory can see them.
 */
export class CustomCredential {
  static {
    // Its methods only: no field is found that `Object.prototype` was polluted with.
    Object.setPrototypeOf(this.prototype, null);
  }

  readonly #options: Readonly<Record<string, unknown>>;

  constructor(
    readonly method: string,
    options: Readonly<Record<string, unknown>>,
  ) {
    this.#options = options;
  }

  /** The `auth` options as they were given. */
  options(): Readonly<Record<string, unknown>> {
    return this.#options;
  }

  /** Whether the other one has the same method and options. */
  equals(other: CustomCredential): boolean {
    return this.method === other.method && isDeepStrictEqual(this.#options, other.#options);
  }
}

/** What authenticates REST calls. */
export type RestCredential =
  { [M in BuiltInMethod]: Credential<M> }[BuiltInMethod] | CustomCredential;

/** One key that verifies webhooks. */
export interface WebhookKey {
  /** Shown in verdicts; `key-1` and so on when it was given none. */
  readonly name: string;
  readonly secret: Secret;
  readonly algorithm: 'hmac-sha1' | 'hmac-sha256';
  /** Id of a SharedKey at Twilio, which requests signed with it name. */
  readonly keyId?: string;
}

/** How an account's webhooks are verified. */
export interface WebhookCredential {
  readonly keys: readonly WebhookKey[];
  readonly baseUrl?: string;
  readonly verify: boolean;
  /** Basic credentials that Twilio must send as well. */
  readonly basic?: { readonly username: string; readonly password: Secret };
}

/** What signs an account's access tokens. */
export interface AccessTokenCredential {
  readonly keySid: string;
  readonly keySecret: Secret;
  readonly region?: string;
  readonly defaultTtlSeconds: number;
}

/** Public Key Client Validation of an account. */
export interface ClientValidation {
  /** SID of the public key, `CR…`. */
  readonly credentialSid: string;
  readonly privateKey: Secret;
  readonly algorithm: NonNullable<ClientValidationOptions['algorithm']>;
}

/**
 * One Twilio account with its secrets split by purpose: REST calls, webhook verification and
 * access tokens each have their own, so that a key is never used for what it must not be.
 * Immutable; a rotation makes a new one.
 */
export interface Account {
  /** `default`, the configured name, or `tenant:` and the tenant's id. */
  readonly name: string;
  readonly accountSid: string;
  readonly rest: RestCredential;
  readonly webhook: WebhookCredential;
  readonly accessTokens?: AccessTokenCredential;
  readonly clientValidation?: ClientValidation;
  readonly region?: string;
  readonly edge?: string;
  readonly origin: AccountOrigin;
}

/** Whether calls authenticate with an API key that is declared restricted. */
export function isRestrictedKey(rest: RestCredential): rest is Credential<'api-key'> {
  return 'keyType' in rest && rest.keyType === 'restricted';
}

/** The public half of the credential: client id, key SID or account SID. A custom one has none. */
export function identifierOf({ rest, accountSid }: Account): string | undefined {
  if (!isBuiltIn(rest.method)) return undefined;
  const { identifier } = METHODS[rest.method];
  return identifier === 'accountSid' ? accountSid : (fieldOf(rest, identifier) as string);
}

/** The secret that authenticates REST calls. A custom credential is opaque, so it has none. */
export function secretOf(rest: RestCredential): Secret | undefined {
  if (!isBuiltIn(rest.method)) return undefined;
  return fieldOf(rest, METHODS[rest.method].secret) as Secret;
}

function fieldOf(rest: RestCredential, name: string): unknown {
  return (rest as unknown as Readonly<Record<string, unknown>>)[name];
}

/** Whether two snapshots of one account authenticate REST calls with the same credential. */
export function sameCredential(one: Account, other: Account): boolean {
  const [left, right] = [one.rest, other.rest];
  if (left instanceof CustomCredential || right instanceof CustomCredential) {
    return left instanceof CustomCredential && right instanceof CustomCredential
      ? left.equals(right)
      : false;
  }
  // Every secret is the same text in it.
  return JSON.stringify(left) === JSON.stringify(right) && sameRestSecret(one, other);
}

/** Whether two snapshots of one account authenticate REST calls with the same secret. */
export function sameRestSecret(one: Account, other: Account): boolean {
  return same(secretOf(one.rest), secretOf(other.rest));
}

/** Whether two snapshots of one account hold the same credential, and the same other secrets. */
export function sameSecrets(one: Account, other: Account): boolean {
  const [left, right] = [secretsOf(one), secretsOf(other)];
  return (
    sameCredential(one, other) &&
    keyIdsOf(one) === keyIdsOf(other) &&
    left.length === right.length &&
    left.every((secret, index) => same(secret, right[index]))
  );
}

/** What a file of SharedKeys may change besides their secrets. */
function keyIdsOf({ webhook }: Account): string {
  return JSON.stringify(webhook.keys.map(({ keyId, algorithm }) => [keyId, algorithm]));
}

function secretsOf({
  accessTokens,
  clientValidation,
  webhook,
}: Account): readonly (Secret | undefined)[] {
  const keys = webhook.keys.map(({ secret }) => secret);
  const others = [accessTokens?.keySecret, clientValidation?.privateKey, webhook.basic?.password];
  return [...others, ...keys];
}

function same(one: Secret | undefined, other: Secret | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(other);
}
