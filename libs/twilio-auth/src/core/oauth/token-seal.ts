import type { KeyObject } from 'node:crypto';
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { OAuthClient } from './oauth-client.js';
import { TOKEN_URL } from './oauth-client.js';

const VERSION = 'v1.';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NAME_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Closes a text so that only a holder of the same client secret can open it, for the same app,
 * account and scope: AES-256-GCM under a key that HKDF-SHA-256 derives from the client secret.
 */
export class TokenSeal {
  /**
   * Where the sealed text belongs in a store. It follows from the secret as well, so that two
   * releases with the old and the new secret do not overwrite each other's token.
   */
  readonly name: string;
  readonly #key: KeyObject;
  readonly #belongsTo: Buffer;

  constructor(client: OAuthClient) {
    const { accountSid, clientId, scope = '' } = client;
    this.#belongsTo = Buffer.from(JSON.stringify([TOKEN_URL, clientId, accountSid, scope]));
    this.#key = createSecretKey(derive(client, 'seal', KEY_BYTES));
    this.name = derive(client, `name ${this.#belongsTo.toString()}`, NAME_BYTES).toString('hex');
  }

  close(text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(this.#belongsTo);
    const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return VERSION + Buffer.concat(sealed).toString('base64url');
  }

  /** The text; `undefined` when it was not sealed by {@link close} for the same owner. */
  open(sealed: string): string | undefined {
    if (!sealed.startsWith(VERSION)) return undefined;
    const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url');
    try {
      const iv = bytes.subarray(0, IV_BYTES);
      // Without the length, a tag of four bytes would do, which can be guessed.
      const decipher = createDecipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES })
        .setAAD(this.#belongsTo)
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

function derive({ clientSecret }: OAuthClient, purpose: string, bytes: number): Buffer {
  const info = `nestjs-twilio-auth token ${purpose}`;
  return Buffer.from(hkdfSync('sha256', clientSecret.reveal(), '', info, bytes));
}
