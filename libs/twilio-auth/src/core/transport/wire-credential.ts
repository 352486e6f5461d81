import type { ApiRequest } from '../capabilities/api-request.js';
import type { Secret } from '../primitives/secret.js';

/** One API request as the capability check and the events see it. */
export type OutgoingRequest = ApiRequest;

/**
 * What the transport needs of an account: the header value, a second chance after a 401, and
 * the word of policy and capability before anything is sent.
 */
export interface WireCredential {
  /** Name of the account, for errors and events. */
  readonly account: string;
  /** Rejects with a `TwilioAuthError` when this request must not be made. Called before the credential is read. */
  admit(request: OutgoingRequest): void;
  /** The value of the Authorization header. */
  authorization(): Promise<string>;
  /** The API answered 401 to this value: `true` when another is ready and the call may be repeated once. */
  rejected(authorization: string): Promise<boolean>;
  /** Advice for an answer that the credential's kind explains, such as 20003 to a standard key. */
  hint(
    request: OutgoingRequest,
    status: number,
    twilioCode: number | undefined,
  ): string | undefined;
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

  /** For an `httpClient` of the application's own, which follows the SDK's documented contract. */
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
