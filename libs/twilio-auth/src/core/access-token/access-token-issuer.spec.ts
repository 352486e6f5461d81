import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AccessTokenIssuer } from './access-token-issuer.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { ACCOUNT_SID, KEY_SECRET, KEY_SID, signingAccount } from '#test/support/signing-account.js';

const NOW_SECONDS = 1_800_000_000;
const clock = new FakeClock(NOW_SECONDS * 1000 + 999);
const issuer = new AccessTokenIssuer(signingAccount(), { clock });
const APPLICATION = `AP${'a1'.repeat(16)}`;
const SERVICE = `IS${'a1'.repeat(16)}`;
const request = { identity: 'alice', grants: { video: { room: 'standup' } } };

describe('an issued access token', () => {
  it('is verified by another library with the secret of the key', async () => {
    const { token, identity, jti, expiresAt } = issuer.issue(request);
    const { payload, protectedHeader } = await jwtVerify(token, Buffer.from(KEY_SECRET), {
      algorithms: ['HS256'],
      issuer: KEY_SID,
      subject: ACCOUNT_SID,
      currentDate: new Date(NOW_SECONDS * 1000),
    });
    expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'HS256', cty: 'twilio-fpa;v=1' });
    expect(payload).toEqual({
      jti,
      iss: KEY_SID,
      sub: ACCOUNT_SID,
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 3600,
      grants: { identity: 'alice', video: { room: 'standup' } },
    });
    expect(identity).toBe('alice');
    expect(expiresAt).toEqual(new Date((NOW_SECONDS + 3600) * 1000));
  });

  it('is not verified with another secret', async () => {
    const { token } = issuer.issue(request);
    await expect(jwtVerify(token, Buffer.from('another-secret'))).rejects.toThrow(/signature/);
  });

  it('has an id of its own that starts with the key, in one second and across issuers', () => {
    const other = new AccessTokenIssuer(signingAccount(), { clock });
    const ids = Array.from({ length: 500 }, (_, index) =>
      (index % 2 === 0 ? issuer : other).issue(request),
    ).map(({ token }) => decodeJwt(token).jti!);
    expect(new Set(ids).size).toBe(500);
    const shape = new RegExp(`^${KEY_SID}-[0-9a-f]{24}-[0-9a-z]+$`);
    expect(ids.filter((id) => !shape.test(id))).toEqual([]);
  });

  it('has the region of its key in its header', () => {
    const grants = { chat: {} };
    const header = (account: Parameters<typeof signingAccount>[0]) =>
      decodeProtectedHeader(
        new AccessTokenIssuer(signingAccount(account), { clock }).issue({ ...request, grants })
          .token,
      );
    expect(header({ keyRegion: 'ie1' })).toMatchObject({ twr: 'ie1' });
    expect(header({})).not.toHaveProperty('twr');
  });

  it('expires after the requested time, or after the default of its account', () => {
    const account = signingAccount({ defaultTtlSeconds: 120 });
    const short = new AccessTokenIssuer(account, { clock });
    expect(decodeJwt(short.issue(request).token).exp).toBe(NOW_SECONDS + 120);
    expect(decodeJwt(short.issue({ ...request, ttlSeconds: 86_400 }).token).exp).toBe(
      NOW_SECONDS + 86_400,
    );
  });

  it.each([
    ['a date', new Date((NOW_SECONDS + 60) * 1000 + 400), NOW_SECONDS + 60],
    ['seconds', NOW_SECONDS - 60, NOW_SECONDS - 60],
  ])('becomes valid at %s', (_, notBefore, seconds) => {
    expect(decodeJwt(issuer.issue({ ...request, notBefore }).token).nbf).toBe(seconds);
  });

  it('leaves out fields of a grant that are undefined', () => {
    const chat = { serviceSid: SERVICE, endpointId: undefined };
    const voice = { incomingAllow: undefined, outgoingApplicationSid: APPLICATION };
    const grants = { chat, voice } as unknown as { chat: { serviceSid: string } };
    expect(decodeJwt(issuer.issue({ identity: 'alice', grants }).token)).toMatchObject({
      grants: {
        identity: 'alice',
        chat: { service_sid: SERVICE },
        voice: { outgoing: { application_sid: APPLICATION } },
      },
    });
  });

  it('carries an identity unchanged, whatever its characters', () => {
    const { token } = issuer.issue({ identity: 'Zoë "ξ" 🎉', grants: { chat: {} } });
    expect(decodeJwt(token)).toMatchObject({ grants: { identity: 'Zoë "ξ" 🎉' } });
  });

  it('turns a safe integer into its decimal string', () => {
    expect(issuer.issue({ ...request, identity: 0 }).identity).toBe('0');
    expect(decodeJwt(issuer.issue({ ...request, identity: 42 }).token)).toMatchObject({
      grants: { identity: '42' },
    });
  });
});

describe('an issuer', () => {
  it('shows no secret when it is inspected at any depth', () => {
    const shown = inspect(issuer, { depth: 12, showHidden: true });
    expect(shown).not.toContain(KEY_SECRET);
    expect(JSON.stringify(issuer)).toBe('{}');
  });
});
