import { describe, expect, it } from 'vitest';
import type { Account } from '../accounts/account.js';
import { Secret } from '../primitives/secret.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { AccessTokenIssuer } from './access-token-issuer.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { KEY_SECRET, KEY_SID, signingAccount } from '#test/support/signing-account.js';
import { thrownBy } from '#test/support/thrown.js';

const errorOf = (account: ReturnType<typeof signingAccount>): unknown =>
  thrownBy(() => new AccessTokenIssuer(account, { clock: new FakeClock(0) }));

function without(account: ReturnType<typeof signingAccount>) {
  const { accessTokens: _, ...rest } = account;
  return rest;
}

describe('an account cannot issue access tokens', () => {
  it('without a signing key', () => {
    expect(errorOf(without(signingAccount()))).toMatchObject({
      code: 'TWILIO_AUTH_SIGNING_KEY_MISSING',
      reason: 'accessTokens.keySid',
      message: expect.stringContaining('TWILIO_ACCESS_TOKEN_KEY'),
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

  it.each([
    [undefined, 'ie1'],
    ['ie1', undefined],
    ['ie1', 'au1'],
  ])('of the region %s with its own API key as a key of %s', (region, keyRegion) => {
    const rest = { method: 'api-key', keySid: KEY_SID, keySecret: new Secret(KEY_SECRET) } as const;
    const account = signingAccount(withoutUndefined({ rest, keyRegion }));
    expect(errorOf({ ...account, ...withoutUndefined({ region }) })).toMatchObject({
      code: 'TWILIO_AUTH_SIGNING_KEY_MISSING',
      reason: 'accessTokens.region',
      message: expect.stringContaining(`must be ${region ?? 'us1'}: the key is`),
    });
  });

  it('with an empty secret', () => {
    expect(errorOf(signingAccount({ keySecret: '' }))).toMatchObject({
      reason: 'accessTokens.keySecret',
    });
  });
});

describe('a key can sign', () => {
  const own = { method: 'api-key', keySid: KEY_SID, keySecret: new Secret(KEY_SECRET) } as const;

  it.each([
    [
      'beside a restricted key for calls',
      { rest: { ...own, keySid: `SK${'9'.repeat(32)}`, keyType: 'restricted' } },
    ],
    ['in the region of its calls', { rest: own, region: 'ie1', keyRegion: 'ie1' }],
    ['in us1, which need not be said', { rest: own, region: 'us1' }],
    ['in us1, which need not be said of its account', { rest: own, keyRegion: 'us1' }],
  ] as const)('%s', (_, { rest, ...regions }) => {
    const { region, keyRegion } = regions as { region?: string; keyRegion?: string };
    const account = signingAccount(withoutUndefined({ rest, keyRegion }));
    const issuer = new AccessTokenIssuer(
      { ...account, ...withoutUndefined({ region }) },
      { clock: new FakeClock(0) },
    );
    expect(issuer.issue({ identity: 'a', grants: { chat: {} } })).toHaveProperty('token');
  });
});

describe('a key of another region than the account', () => {
  it('can sign where it is not the API key of the account', () => {
    const account = { ...signingAccount({ keyRegion: 'ie1' }), region: 'au1' };
    const rest = { method: 'api-key', keySid: `SK${'9'.repeat(32)}`, keySecret: new Secret('x') };
    const signer = { ...account, rest: rest as Account['rest'] };
    const issuer = new AccessTokenIssuer(signer, { clock: new FakeClock(0) });
    const request = { identity: 'alice', grants: { voice: { incomingAllow: true } } };
    expect(issuer.issue(request).token).toMatch(/^ey/);
  });

  it('signs no video grant outside us1', () => {
    const issuer = new AccessTokenIssuer(signingAccount({ keyRegion: 'ie1' }), {
      clock: new FakeClock(0),
    });
    expect(() => issuer.issue({ identity: 'a', grants: { video: {} } })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /grants\.video needs a signing key of us1, and this one is of ie1\.$/,
        ),
      }),
    );
    expect(
      thrownBy(() => issuer.issue({ identity: 'a', grants: { video: {} } })),
    ).not.toHaveProperty('hint');
    expect(issuer.issue({ identity: 'a', grants: { chat: {} } })).toHaveProperty('token');
  });
});
