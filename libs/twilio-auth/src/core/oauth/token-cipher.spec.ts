import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { Secret } from '../primitives/secret.js';
import type { OAuthClient } from './oauth-client.js';
import { TokenCipher } from './token-cipher.js';

const client: OAuthClient = {
  accountName: 'default',
  accountSid: `AC${'a'.repeat(32)}`,
  clientId: `OQ${'b'.repeat(32)}`,
  clientSecret: new Secret('the client secret'),
};
const clock = new FakeClock();
const token = {
  value: new Secret('a token'),
  lifetimeMs: 3_600_000,
  sentAtWallMs: clock.wallMs(),
  sentAtMonotonicMs: clock.monotonicMs(),
};

describe('An encrypted token', () => {
  const cipher = new TokenCipher(client);
  const decrypt = (stored: unknown, by = cipher) => by.decrypt(stored, clock);

  it('can be decrypted by another process with the same secret', () => {
    const decrypted = decrypt(cipher.encrypt(token), new TokenCipher({ ...client }));
    expect(decrypted).toEqual(token);
    expect(decrypted?.value.reveal()).toBe('a token');
  });

  it('is different every time and does not contain the token', () => {
    const encrypted = cipher.encrypt(token);
    expect(encrypted).not.toBe(cipher.encrypt(token));
    const bytes = Buffer.from(encrypted.slice(3), 'base64url').toString('latin1');
    expect(bytes).not.toContain('a token');
  });

  it.each<[string, Partial<OAuthClient>]>([
    ['another secret', { clientSecret: new Secret('another secret') }],
    ['another account', { accountSid: `AC${'c'.repeat(32)}` }],
    ['another app', { clientId: `OQ${'c'.repeat(32)}` }],
    ['another scope', { scope: 'wider' }],
  ])('cannot be decrypted with %s, and has another key in the store', (_, changes) => {
    const other = new TokenCipher({ ...client, ...changes });
    expect(decrypt(cipher.encrypt(token), other)).toBeUndefined();
    expect(other.storeKey).not.toBe(cipher.storeKey);
  });

  it('cannot be decrypted when a single byte was changed', () => {
    const bytes = Buffer.from(cipher.encrypt(token).slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const forged = Buffer.from(bytes);
      forged[index] = (forged[index] ?? 0) ^ 1;
      expect(decrypt(`v1.${forged.toString('base64url')}`)).toBeUndefined();
    }
  });

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'not encrypted', '{"value":"token"}', '\0'])(
    'is never found in garbage: %j',
    (garbage) => {
      expect(decrypt(garbage)).toBeUndefined();
    },
  );

  it('has a store key that shows neither the app nor the account', () => {
    expect(cipher.storeKey).toMatch(/^token:[0-9a-f]{32}$/);
  });
});
