import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { SigningKeys } from './signing-keys.js';

const KEY = `SK${'1'.repeat(32)}`;
const SECRET = 'a-secret-of-no-account-0123456789';

const signed = (keySid: string, secret: string): Promise<string> =>
  new SignJWT({ grants: {} })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    .setIssuer(keySid)
    .sign(Buffer.from(secret));

describe('The check of access tokens during a rotation', () => {
  it('passes what a key of the account has signed', async () => {
    const keys = new SigningKeys();
    keys.add(KEY, SECRET);
    const token = await signed(KEY, SECRET);
    expect(() => keys.assertSigned(token)).not.toThrow();
  });

  it('fails for a deleted key, a key with the secret of another, and a key of nobody', async () => {
    const keys = new SigningKeys();
    keys.add(KEY, SECRET);
    const mixed = await signed(KEY, 'the-secret-of-another-key-0123456789');
    expect(() => keys.assertSigned(mixed)).toThrow('did not sign this token');
    const other = await signed(`SK${'2'.repeat(32)}`, SECRET);
    expect(() => keys.assertSigned(other)).toThrow('The account has no key SK222');
    const token = await signed(KEY, SECRET);
    keys.delete(KEY);
    expect(() => keys.assertSigned(token)).toThrow(`The account has no key ${KEY}`);
  });
});
