import type { ClientValidation } from '../../accounts/account.js';
import type { ApiRequest } from '../../capabilities/api-request.js';
import type { RefusedAnswer } from '../../capabilities/capability-hint.js';
import { isObject } from '../../primitives/is-object.js';
import { requestRefused } from '../answers/failures.js';
import type { SdkRequest } from './sdk-contract.js';

/**
 * What the transport needs of an account: the header value, a replacement after a 401, and the
 * check of policy and capability before anything is sent.
 */
export interface WireCredential {
  /** For errors and events. */
  readonly accountName: string;
  /**
   * Whether its header is not known yet: a token has to be fetched, or a strategy of the application
   * makes it, which may never settle. Read after {@link authorization}.
   */
  readonly hasToWait?: boolean;
  /** Throws a `TwilioAuthError` when this request must not be made. Called before the credential is read. */
  assertAllowed(request: ApiRequest): void;
  /** Throws when the policy does not let this account make any call now. */
  assertPolicy(): void;
  /** Throws when the policy does not let an account SID with its Auth Token leave now. */
  assertAuthTokenAllowed(): void;
  /** What the strategy answers; see {@link headerOf}. */
  authorization(): Promise<string>;
  /**
   * The API answered 401 to this value, for this request: `true` when another one is ready and the
   * call may be repeated once.
   */
  rejected(authorization: string, request: ApiRequest): Promise<boolean>;
  /** Twilio answered with a success, or rejected the credential for good. Default: nobody asks. */
  answered?(request: ApiRequest, isRejected: boolean): void;
  /** A hint for an error that the kind of credential explains, such as 20003 to a standard key. */
  hint(request: ApiRequest, answer: RefusedAnswer): string | undefined;
  /** Public Key Client Validation, where the account uses it. */
  readonly clientValidation?: ClientValidationKey | undefined;
}

/** What signs each request of an account that uses Public Key Client Validation. */
export interface ClientValidationKey extends ClientValidation {
  /** `AC…` */
  readonly accountSid: string;
  /** SID of the API key that authenticates the request, `SK…`. */
  readonly signingKey: string;
}

/** Known to this module only, so that nobody else can make a strategy of ours. */
const OURS = Symbol('ours');

/**
 * The `authStrategy` that our SDK clients put on every request. The transport unwraps the
 * credential; nobody else can, so printing a request shows nothing.
 */
class WireAuthStrategy {
  readonly #credential: WireCredential;
  readonly #isCallAllowed: boolean;

  constructor(ours: symbol, credential: WireCredential, isCallAllowed: boolean) {
    if (ours !== OURS) throw new TypeError('A strategy of this kind cannot be made elsewhere.');
    this.#credential = credential;
    this.#isCallAllowed = isCallAllowed;
  }

  static credentialOf(value: object): WireCredential | undefined {
    return #credential in value ? value.#credential : undefined;
  }

  /** For a custom `httpClient`, which follows the SDK's documented contract. */
  async getAuthString(): Promise<string> {
    if (!this.#isCallAllowed) this.#credential.assertPolicy();
    return headerOf(this.#credential);
  }

  getAuthType(): string {
    return 'nestjs-twilio-auth';
  }

  requiresAuthentication(): boolean {
    return true;
  }
}

/** The type of {@link authStrategyOf}. */
export type { WireAuthStrategy };

/** The strategy for one call that is allowed already, or for any call. */
export function authStrategyOf(
  credential: WireCredential,
  { isCallAllowed = false }: { readonly isCallAllowed?: boolean } = {},
): WireAuthStrategy {
  return new WireAuthStrategy(OURS, credential, isCallAllowed);
}

/** The credential behind an `authStrategy`, or `undefined` when it is not one of ours. */
export function wireCredentialOf(authStrategy: unknown): WireCredential | undefined {
  return isObject(authStrategy) ? WireAuthStrategy.credentialOf(authStrategy) : undefined;
}

/** The value of the Authorization header: made here, and nowhere else. */
export async function headerOf(credential: WireCredential): Promise<string> {
  const authorization = await credential.authorization();
  // Whatever strategy made it: a custom one may send what the policy forbids.
  if (holdsAuthToken(authorization)) credential.assertAuthTokenAllowed();
  return authorization;
}

/** Whether a header holds an account SID, and so the Auth Token of that account. */
function holdsAuthToken(authorization: string): boolean {
  if (TOKEN_OR_KEY.test(authorization)) return false;
  return [...authorization.matchAll(BASIC)].some(([, encoded = '']) =>
    ACCOUNT.test(Buffer.from(encoded, 'base64').toString('latin1')),
  );
}

/** Nearly every header: a token, or an API key, whose `SK…` is `U0…` in base64. */
const TOKEN_OR_KEY = /^(?:Bearer [\w.~+/=-]+|Basic U0[\w+/=-]+)$/;
const BASIC = /\bbasic\s+([\w+/=-]+)/gi;
const ACCOUNT = /^\s*AC/i;

/**
 * The credential of a call: ours, or none at all as in `validateSslCert()`. A call with a
 * credential of its own is refused: neither policy nor rotation knows that credential.
 */
export function credentialOfCall(opts: SdkRequest): WireCredential | undefined {
  if (opts.username || opts.password) {
    throw requestRefused(
      'per-call-credentials',
      'It has a user name or password of its own. Configure a named account and use its client.',
    );
  }
  const credential = wireCredentialOf(opts.authStrategy);
  if (credential === undefined && authenticates(opts.authStrategy)) {
    throw requestRefused(
      'per-call-credentials',
      'It has an authStrategy of its own. Register a strategy factory and use its client.',
    );
  }
  return credential;
}

/** `requiresAuthentication()` is `false` for the SDK's own "no authentication" strategy. */
function authenticates(strategy: unknown): boolean {
  if (typeof strategy !== 'object' || strategy === null) return false;
  const { requiresAuthentication } = strategy as { requiresAuthentication?: unknown };
  return (
    typeof requiresAuthentication !== 'function' || requiresAuthentication.call(strategy) !== false
  );
}
