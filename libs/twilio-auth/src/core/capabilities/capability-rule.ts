import type { TwilioAuthErrorCode } from '../errors/error-codes.js';
import type { AccountRule } from '../policy/rule.js';
import type { ApiRequest } from './api-request.js';
import type { CredentialKind } from './credential-kind.js';

/** What enforces a rule. Docs point at it, and a test checks that it does. */
export type Enforcement =
  /** The capability gate refuses such a request before it is sent. */
  | { readonly by: 'request'; readonly matches: (request: ApiRequest) => boolean }
  /** The same, in a client for a subaccount only. */
  | { readonly by: 'subaccount'; readonly matches: (request: ApiRequest) => boolean }
  /** The same for whatever names another account than that of the credential. */
  | { readonly by: 'other-account' }
  /** The same for whatever needs a permission that the credential was not declared to have. */
  | { readonly by: 'declared-permissions' }
  /** A rule of the policy refuses the account before it is used. */
  | { readonly by: 'policy'; readonly rule: AccountRule }
  /** `TwilioAccessTokens` refuses to issue a token, with this error. */
  | { readonly by: 'access-tokens'; readonly code: TwilioAuthErrorCode }
  /** Twilio refuses; the answer with this code gets a hint. */
  | { readonly by: 'answer'; readonly twilioCode: number };

/** One thing that Twilio documents a kind of credential cannot do. */
export interface CapabilityRule {
  /** Stable name, in errors and events. */
  readonly id: string;
  readonly credentials: readonly CredentialKind[];
  /** Completes "… cannot". */
  readonly cannot: string;
  /** What works instead. */
  readonly instead: string;
  /** Where Twilio documents it. */
  readonly source: string;
  /** Empty: the rule informs readers only. */
  readonly enforcedBy: readonly Enforcement[];
}
