import type { ApiRequest } from './api-request.js';
import type { CredentialKind } from './credential-kind.js';

/** One thing that Twilio documents a kind of credential cannot do. */
export interface CapabilityRule {
  /** Stable name, in errors and events. */
  readonly id: string;
  readonly credentials: readonly CredentialKind[];
  /** Completes "… cannot". */
  readonly cannot: string;
  /** The credential, or the way, that would work. */
  readonly instead: string;
  /** Where Twilio says so. */
  readonly source: string;
  /**
   * When the rule speaks: `request` refuses before the network, `answer` explains a refusal of
   * Twilio's, `subaccount` refuses in a client for a subaccount, `boot` is a rule of the policy,
   * `note` is for readers only.
   */
  readonly enforced: 'request' | 'subaccount' | 'answer' | 'boot' | 'note';
  /** The requests it is about; absent where a request does not show it. */
  readonly matches?: (request: ApiRequest) => boolean;
}
