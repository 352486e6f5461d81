import type { Call } from './call.js';
import type { History } from './history.js';
import type { Message } from './message.js';
import type { MessagingService } from './messaging-service.js';
import type { PhoneNumber } from './phone-number.js';
import type { ClientValidation, PublicKeyCredential } from './public-key.js';
import type { VerifyService } from './verification.js';

export type AccountStatus = 'active' | 'suspended' | 'closed';

/** The Auth Tokens of one Region, and from when each is accepted (epoch milliseconds). */
export interface AuthTokens {
  primary: string;
  secondary: string | undefined;
  primaryFrom: number;
  secondaryFrom: number;
}

/** The separate pair that never changes anything. */
export interface TestCredentials {
  readonly accountSid: string;
  readonly authToken: string;
}

/** A webhook signing key that is not the Auth Token. */
export interface SharedKey {
  readonly name: string;
  readonly secret: string;
  /** Twilio names it in the header `X-Twilio-Webhooks-Signature-Settings`; without one there is no header. */
  readonly keyId?: string;
  /** `hmac-sha256` with a `keyId` unless given, `hmac-sha1` without one. */
  readonly algorithm?: SignatureAlgorithm;
}

/** The hash that signs webhooks: SHA-1 by the Auth Token, either by a shared key. */
export type SignatureAlgorithm = 'hmac-sha1' | 'hmac-sha256';

/** An account or subaccount with everything that belongs to it. */
export interface Account {
  readonly sid: string;
  /** The parent's SID for a subaccount, its own otherwise. */
  readonly ownerSid: string;
  friendlyName: string;
  status: AccountStatus;
  readonly createdAt: number;
  updatedAt: number;
  balance: string;
  /** By Region; `us1` always exists. */
  readonly authTokens: Map<string, AuthTokens>;
  readonly testCredentials: TestCredentials | undefined;
  readonly sharedKeys: SharedKey[];
  readonly clientValidation: ClientValidation;
  readonly publicKeys: Map<string, PublicKeyCredential>;
  readonly phoneNumbers: Map<string, PhoneNumber>;
  readonly messages: History<Message>;
  readonly messagingServices: Map<string, MessagingService>;
  readonly calls: History<Call>;
  readonly verifyServices: Map<string, VerifyService>;
}

/** Whether the account was created under another one. */
export function isSubaccount(account: Account): boolean {
  return account.ownerSid !== account.sid;
}
