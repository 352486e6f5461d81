import { describe, expect, it } from 'vitest';
import { AccessTokenIssuer } from './access-token-issuer.js';
import type { AccessTokenRequest } from './access-token-request.js';
import { AccessTokens } from './access-tokens.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { signingAccount } from '#test/support/signing-account.js';

const NOW_SECONDS = 1_800_000_000;
const issuer = new AccessTokenIssuer(signingAccount({ name: 'billing' }), {
  clock: new FakeClock(NOW_SECONDS * 1000),
});
const request = { identity: 'alice', grants: { voice: { incomingAllow: true } } };

/** The issued token, or the error. */
function issueWith(change: object): unknown {
  const changed: AccessTokenRequest = { ...request, ...change };
  try {
    return issuer.issue(changed);
  } catch (error) {
    return error;
  }
}

describe('an access token is not issued', () => {
  it.each([0, -1, 86_401, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3600', '1h', null])(
    'with ttlSeconds %j',
    (ttlSeconds) => {
      expect(issueWith({ ttlSeconds })).toMatchObject({
        code: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID',
        reason: 'ttlSeconds',
        account: 'billing',
        message: expect.stringMatching(/ttlSeconds .* from 1 to 86400 .*20157/),
        hint: 'https://www.twilio.com/docs/api/errors/20157',
      });
    },
  );

  it.each([
    ['the empty string', '', 54351],
    ['a blank', ' ', 54351],
    ['257 characters', 'a'.repeat(257), 54351],
    ['a control character', 'al\u0000ice', 31105],
    ['a line break', 'alice\n', 31105],
    ['a fraction', 1.5, 54351],
    ['an unsafe integer', 2 ** 53, 54351],
    ['true', true, 54351],
    ['an object', {}, 54351],
    ['a list', [], 54351],
    ['nothing', undefined, 54351],
    ['a space with a voice grant', 'alice smith', 31105],
    ['a tab with a voice grant', 'alice\tsmith', 31105],
    ['a no-break space with a voice grant', 'alice\u00a0smith', 31105],
    ['a letter beyond ASCII with a voice grant', 'josé', 31105],
    ['parameters of a SIP URI with a voice grant', 'a;transport=tcp', 31105],
    ...'<>#%"{}|\\^[]`;,/?&='
      .split('')
      .map((character) => [`${character} with a voice grant`, `al${character}ice`, 31105]),
  ] as [string, unknown, number][])('with %s as identity', (_, identity, twilioCode) => {
    const error = issueWith({ identity });
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_ACCESS_TOKEN_INVALID', reason: 'identity' });
    expect(error).toMatchObject({ message: expect.stringContaining(`${twilioCode}`) });
  });

  it('and the identity is not in the error', () => {
    expect(JSON.stringify(issueWith({ identity: 'mallory<script>' }))).not.toContain('mallory');
    expect(String(issueWith({ identity: 'mallory<script>' }))).not.toContain('mallory');
  });

  it('with an identity that is too wide for Video, a double-byte character counting two', () => {
    const video = { grants: { video: {} } };
    expect(issueWith({ ...video, identity: 'a'.repeat(128) })).toHaveProperty('token');
    expect(issueWith({ ...video, identity: 'あ'.repeat(64) })).toHaveProperty('token');
    expect(issueWith({ ...video, identity: `あ${'a'.repeat(126)}` })).toHaveProperty('token');
    expect(issueWith({ ...video, identity: `あ${'a'.repeat(127)}` })).toHaveProperty('reason');
    expect(issueWith({ ...video, identity: 'a'.repeat(129) })).toHaveProperty('reason', 'identity');
    expect(issueWith({ ...video, identity: 'あ'.repeat(65) })).toMatchObject({
      message: expect.stringContaining('53201'),
    });
  });

  it('but it is with a space in the identity and no voice grant', () => {
    expect(issueWith({ identity: 'alice smith', grants: { chat: {} } })).toHaveProperty('token');
  });

  it.each(['josé', 'a;transport=tcp', 'a/b'])(
    'but it is with the identity %s and no voice grant',
    (identity) => {
      expect(issueWith({ identity, grants: { chat: {} } })).toHaveProperty('token');
    },
  );

  it.each([
    ['milliseconds', NOW_SECONDS * 1000],
    ['a fraction', 1.5],
    ['a negative number', -1],
    ['an invalid date', new Date('never')],
    ['a string', '2027-01-01'],
    ['null', null],
    ['the moment it expires', NOW_SECONDS + 3600],
  ])('with %s as notBefore', (_, notBefore) => {
    expect(issueWith({ notBefore })).toMatchObject({
      reason: 'notBefore',
      message: expect.stringContaining('20105'),
    });
  });
});

describe('an access token is issued', () => {
  it.each([
    ['the shortest lifetime', { ttlSeconds: 1 }],
    ['the longest lifetime', { ttlSeconds: 86_400 }],
    ['the longest identity', { identity: 'a'.repeat(256) }],
    ['an identity too wide for Video without Video', { identity: 'a'.repeat(129) }],
    ['as many tildes as Video allows', { identity: '~'.repeat(128), grants: { video: {} } }],
    ['the first second as notBefore', { notBefore: 0 }],
    ['the first second as a date', { notBefore: new Date(999) }],
    ['the second before it expires as notBefore', { notBefore: NOW_SECONDS + 3599 }],
  ])('with %s', (_, change) => expect(issueWith(change)).toHaveProperty('token'));

  it('with no control character in the identity, whatever the grant', () => {
    const grants = { chat: {} };
    for (const character of ['\u0000', '\n', '\u001f', '\u007f']) {
      expect(issueWith({ grants, identity: `al${character}ice` })).toMatchObject({
        message: expect.stringContaining('must not contain control characters'),
      });
    }
  });

  it('with no notBefore in milliseconds, which is told from one that is too late', () => {
    const limit = (notBefore: unknown) => String(issueWith({ notBefore }));
    for (const wrong of [NOW_SECONDS * 1000, 100_000_000_001, -1, 1.5]) {
      expect(limit(wrong)).toContain('not milliseconds');
    }
    for (const late of [100_000_000_000, NOW_SECONDS + 3600]) {
      expect(limit(late)).toContain('must be before the moment the token expires');
    }
  });
});

describe('an identity that Twilio does not document for Voice', () => {
  const account = signingAccount();
  const warningsOf = (identities: readonly string[], grants = request.grants as object) => {
    const warnings: string[] = [];
    const tokens = new AccessTokens(new FakeClock(), (message) => warnings.push(message));
    for (const identity of identities) tokens.issue(account, { identity, grants });
    return warnings;
  };

  it.each(['jane@example.com', 'Dsp:4:7', 'jane-doe', 'a.b', '+15551234567'])(
    'is accepted, with one warning that does not contain it: %s',
    (identity) => {
      const warnings = warningsOf([identity, identity, 'jane-doe']);
      expect(warnings).toEqual([expect.stringContaining('letters, digits and underscore')]);
      expect(warnings.join()).not.toContain(identity);
    },
  );

  it('is no warning where it is documented, or the grant is another one', () => {
    expect(warningsOf(['alice', 'Alice_7'])).toEqual([]);
    expect(warningsOf(['jane@example.com'], { chat: {} })).toEqual([]);
  });
});
