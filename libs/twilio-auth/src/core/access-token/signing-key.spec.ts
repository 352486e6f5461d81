import { describe, expect, it } from 'vitest';
import { Secret } from '../primitives/secret.js';
import { AccessTokenIssuer } from './access-token-issuer.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { KEY_SECRET, KEY_SID, signingAccount } from '#test/support/signing-account.js';

function errorOf(account: ReturnType<typeof signingAccount>): unknown {
  try {
    return new AccessTokenIssuer(account, { clock: new FakeClock(0) });
  } catch (error) {
    return error;
  }
}

function without(account: ReturnType<typeof signingAccount>) {
  const { accessTokens: _, ...rest } = account;
  return rest;
}

describe('an account cannot issue access tokens', () => {
  it('without a signing key', () => {
    expect(errorOf(without(signingAccount()))).toMatchObject({
      code: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
      reason: 'accessTokens.keySid',
    });
  });

  it.each(['AC00000000000000000000000000000000', 'SK123', 'OQ00000000000000000000000000000000'])(
    'with %s as the SID of its key',
    (keySid) => {
      expect(errorOf(signingAccount({ keySid }))).toMatchObject({
        reason: 'accessTokens.keySid',
        message: expect.stringContaining('20103'),
      });
    },
  );

  it('with the SID of anything but an account', () => {
    expect(errorOf(signingAccount({ accountSid: KEY_SID }))).toMatchObject({
      reason: 'accessTokens.accountSid',
      message: expect.stringContaining('20103'),
    });
  });

  it('with a key that is declared restricted', () => {
    const rest = {
      method: 'api-key',
      keySid: KEY_SID,
      keySecret: new Secret(KEY_SECRET),
      keyType: 'restricted',
    } as const;
    expect(errorOf(signingAccount({ rest }))).toMatchObject({
      reason: 'accessTokens.keySid',
      message: expect.stringContaining('20160'),
    });
  });

  it.each([
    ['its Auth Token', { rest: { method: 'auth-token', authToken: new Secret(KEY_SECRET) } }],
    [
      'its OAuth secret',
      {
        rest: {
          method: 'oauth',
          clientId: 'OQ00000000000000000000000000000000',
          clientSecret: new Secret(KEY_SECRET),
        },
      },
    ],
    [
      'a webhook signing key',
      { keys: [{ name: 'primary', secret: new Secret(KEY_SECRET), algorithm: 'hmac-sha1' }] },
    ],
  ] as const)('with %s as the secret of the key', (_, options) => {
    const error = errorOf(signingAccount(options));
    expect(error).toMatchObject({
      reason: 'accessTokens.keySecret',
      message: expect.stringContaining('20107'),
    });
    expect(String(error)).not.toContain(KEY_SECRET);
  });

  it('with an empty secret', () => {
    expect(errorOf(signingAccount({ keySecret: '' }))).toMatchObject({
      reason: 'accessTokens.keySecret',
    });
  });
});
