import type { KeyObject } from 'node:crypto';
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { Clock } from '../primitives/clock.js';
import { Secret } from '../primitives/secret.js';
import type { OAuthClient } from './oauth-client.js';
import { TOKEN_URL } from './oauth-client.js';
import type { OAuthToken } from './oauth-token.js';

const VERSION = 'v1.';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NAME_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Plain = readonly [value: string, lifetimeMs: number, sentAtWallMs: number];

/**
 * Encrypts tokens for a store, so that only a holder of the same client secret can read them, for
 * the same app, account and scope: AES-256-GCM under a key that HKDF-SHA-256 derives from the
 * client secret.
 */
export class TokenCipher {
  /**
   * The key of the encrypted token in the store. It is derived from the secret as well, so that
   * two releases with the old and the new secret do not overwrite each other's token.
   */
  readonly storeKey: string;
  readonly #key: KeyObject;
  readonly #additionalData: Buffer;

  constructor(client: OAuthClient) {
    const { accountSid, clientId, scope = '' } = client;
    this.#additionalData = Buffer.from(JSON.stringify([TOKEN_URL, clientId, accountSid, scope]));
    this.#key = createSecretKey(derive(client, 'encryption', KEY_BYTES));
    const name = derive(client, `name ${this.#additionalData.toString()}`, NAME_BYTES);
    this.storeKey = `token:${name.toString('hex')}`;
  }

  encrypt({ value, lifetimeMs, sentAtWallMs }: OAuthToken): string {
    const plain: Plain = [value.reveal(), lifetimeMs, sentAtWallMs];
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(this.#additionalData);
    const text = [cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()];
    return VERSION + Buffer.concat([iv, ...text, cipher.getAuthTag()]).toString('base64url');
  }

  /** The token; `undefined` for anything that {@link encrypt} did not make for the same client. */
  decrypt(stored: unknown, clock: Clock): OAuthToken | undefined {
    const text = this.#decryptText(stored);
    if (text === undefined) return undefined;
    // Only a holder of the secret can have encrypted it, so the shape needs no check.
    const [value, lifetimeMs, sentAtWallMs] = JSON.parse(text) as Plain;
    const ageMs = Math.max(0, clock.wallMs() - sentAtWallMs);
    // Computed once, so that a wall clock set back later does not lengthen the token's life.
    const sentAtMonotonicMs = clock.monotonicMs() - ageMs;
    return { value: new Secret(value), lifetimeMs, sentAtWallMs, sentAtMonotonicMs };
  }

  #decryptText(stored: unknown): string | undefined {
    if (typeof stored !== 'string' || !stored.startsWith(VERSION)) return undefined;
    const bytes = Buffer.from(stored.slice(VERSION.length), 'base64url');
    try {
      const iv = bytes.subarray(0, IV_BYTES);
      // Without authTagLength, a tag of four bytes would be accepted, which can be guessed.
      const decipher = createDecipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES })
        .setAAD(this.#additionalData)
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      // Encrypted by somebody else, or not at all.
    }
    return undefined;
  }
}

function derive({ clientSecret }: OAuthClient, purpose: string, bytes: number): Buffer {
  const info = `nestjs-twilio-auth token ${purpose}`;
  return Buffer.from(hkdfSync('sha256', clientSecret.reveal(), '', info, bytes));
}
