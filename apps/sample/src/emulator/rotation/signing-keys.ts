import { createHmac } from 'node:crypto';

/** The API keys that the account has now, with their secrets: those of the emulator only. */
export class SigningKeys {
  private readonly secrets = new Map<string, string>();

  add(keySid: string, secret: string): void {
    this.secrets.set(keySid, secret);
  }

  delete(keySid: string): void {
    this.secrets.delete(keySid);
  }

  /** Throws unless a key that the account has now signed this access token. */
  assertSigned(token: string): void {
    const [header = '', claims = '', signature] = token.split('.');
    const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string };
    const secret = this.secrets.get(iss);
    if (secret === undefined) throw new Error(`The account has no key ${iss}.`);
    const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
    if (signature !== expected) throw new Error(`${iss} did not sign this token.`);
  }
}
