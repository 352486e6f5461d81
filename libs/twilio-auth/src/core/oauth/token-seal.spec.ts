import { describe, expect, it } from 'vitest';
import { Secret } from '../primitives/secret.js';
import type { OAuthClient } from './oauth-client.js';
import { TokenSeal } from './token-seal.js';

const client: OAuthClient = {
  account: 'default',
  accountSid: `AC${'a'.repeat(32)}`,
  clientId: `OQ${'b'.repeat(32)}`,
  clientSecret: new Secret('the client secret'),
};

describe('A sealed token', () => {
  const seal = new TokenSeal(client);

  it('opens for another process with the same secret', () => {
    expect(new TokenSeal({ ...client }).open(seal.close('a token'))).toBe('a token');
  });

  it('differs every time and shows nothing of what it holds', () => {
    const sealed = seal.close('a token');
    expect(sealed).not.toBe(seal.close('a token'));
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('a token');
  });

  it.each<[string, Partial<OAuthClient>]>([
    ['another secret', { clientSecret: new Secret('another secret') }],
    ['another account', { accountSid: `AC${'c'.repeat(32)}` }],
    ['another app', { clientId: `OQ${'c'.repeat(32)}` }],
    ['another scope', { scope: 'wider' }],
  ])('stays closed for %s, and lies elsewhere', (_, changes) => {
    const other = new TokenSeal({ ...client, ...changes });
    expect(other.open(seal.close('a token'))).toBeUndefined();
    expect(other.name).not.toBe(seal.name);
  });

  it('stays closed when a single byte was changed', () => {
    const sealed = seal.close('a token');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const forged = Buffer.from(bytes);
      forged[index] = (forged[index] ?? 0) ^ 1;
      expect(seal.open(`v1.${forged.toString('base64url')}`)).toBeUndefined();
    }
  });

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'not sealed', '{"value":"token"}', '\0'])(
    'is never made of garbage: %j',
    (garbage) => {
      expect(seal.open(garbage)).toBeUndefined();
    },
  );

  it('has a place whose name tells neither the app nor the account', () => {
    expect(seal.name).toMatch(/^[0-9a-f]{32}$/);
  });
});
