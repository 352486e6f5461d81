import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Whether requests of an account are validated by a public key: not at all, where they ask for it, or always. */
export type ClientValidation = 'off' | 'on' | 'enforced';

/** A public key with which an account's requests are validated. */
export interface PublicKeyCredential {
  readonly sid: string;
  readonly accountSid: string;
  readonly key: KeyObject;
  friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
}

/**
 * The key in PEM, or `undefined` unless it is one that Twilio takes: RSA with 2048 bits and the exponent 65537.
 * @see https://www.twilio.com/docs/iam/pkcv/quickstart
 */
export function readPublicKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    const isTaken = key.asymmetricKeyType === 'rsa' && modulusLength === 2048;
    return isTaken && publicExponent === 65_537n ? key : undefined;
  } catch {
    return undefined;
  }
}
