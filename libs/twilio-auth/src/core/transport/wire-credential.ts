import type { ApiRequest } from '../capabilities/api-request.js';
import type { Secret } from '../primitives/secret.js';
import { requestRefused } from './failures.js';
import type { SdkRequest } from './sdk-contract.js';

/** One API request, as the capability check and the events get it. */
export type OutgoingRequest = ApiRequest;

/**
 * What the transport needs of an account: the header value, a replacement after a 401, and the
 * check of policy and capability before anything is sent.
 */
export interface WireCredential {
  /** For errors and events. */
  readonly accountName: string;
  /** Throws a `TwilioAuthError` when this request must not be made. Called before the credential is read. */
  assertAllowed(request: OutgoingRequest): void;
  /** The value of the Authorization header. */
  authorization(): Promise<string>;
  /** The API answered 401 to this value: `true` when another one is ready and the call may be repeated once. */
  rejected(authorization: string): Promise<boolean>;
  /** A hint for an error that the kind of credential explains, such as 20003 to a standard key. */
  hint(request: OutgoingRequest, twilioCode: number | undefined): string | undefined;
  /** Public Key Client Validation, where the account uses it. */
  readonly clientValidation?: ClientValidationKey | undefined;
}

/** What signs each request of an account that uses Public Key Client Validation. */
export interface ClientValidationKey {
  /** `AC…` */
  readonly accountSid: string;
  /** SID of the public key, `CR…`. */
  readonly credentialSid: string;
  /** SID of the API key that authenticates the request, `SK…`. */
  readonly signingKey: string;
  readonly privateKey: Secret;
  readonly algorithm: 'RS256' | 'PS256';
}

const BRAND = Symbol.for('nestjs-twilio-auth:wire-credential');

/**
 * The `authStrategy` that our SDK clients put on every request. The transport unwraps the
 * credential; nobody else can, so printing a request shows nothing.
 */
export class WireAuthStrategy {
  readonly #credential: WireCredential;

  constructor(credential: WireCredential) {
    this.#credential = credential;
  }

  [BRAND](): WireCredential {
    return this.#credential;
  }

  /** For a custom `httpClient`, which follows the SDK's documented contract. */
  getAuthString(): Promise<string> {
    return this.#credential.authorization();
  }

  getAuthType(): string {
    return 'nestjs-twilio-auth';
  }

  requiresAuthentication(): boolean {
    return true;
  }
}

/** The credential behind an `authStrategy`, or `undefined` when it is not one of ours. */
export function wireCredentialOf(authStrategy: unknown): WireCredential | undefined {
  if (typeof authStrategy !== 'object' || authStrategy === null) return undefined;
  const unwrap = (authStrategy as Record<symbol, unknown>)[BRAND];
  return typeof unwrap === 'function' ? (unwrap.call(authStrategy) as WireCredential) : undefined;
}

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
