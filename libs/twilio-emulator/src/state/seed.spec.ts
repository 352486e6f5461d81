import { describe, expect, it } from 'vitest';
import { SeedError, checkedSeed } from './check-seed.js';
import { defaultSeed } from './seed.js';

const problemsOf = (seed: unknown): readonly string[] => {
  try {
    checkedSeed(seed);
  } catch (error) {
    return (error as SeedError).problems;
  }
  return [];
};
const AC = `AC${'a'.repeat(32)}`;

describe('a seed', () => {
  it('needs no more than an empty account', () => {
    expect(problemsOf({ accounts: [{}] })).toEqual([]);
    expect(problemsOf(defaultSeed())).toEqual([]);
  });

  it.each([
    [undefined, 'it: must be an object'],
    [[], 'it: must be an object'],
    [{}, 'accounts: is missing'],
    [{ accounts: [] }, 'accounts: must be a list of at least 1'],
    [{ accounts: [null] }, 'accounts[0]: must be an object'],
  ])('is rejected: %j', (seed, problem) => {
    expect(problemsOf(seed)).toEqual([problem]);
  });

  it('is rejected with every problem at once, by path, without the values', () => {
    const seed = {
      accounts: [
        {
          sid: `SK${'a'.repeat(32)}`,
          authTokn: 'hush',
          authToken: 'hush-hush',
          apiKeys: [
            { type: 'restricted' },
            { type: 'standard', permissions: ['/twilio/messaging/messages/read'] },
            { type: 'restrictd' },
            { type: 'restricted', region: 'ie1', permissions: ['*'] },
          ],
          oauthApps: [{ accessTokenTtlSeconds: 59 }],
          subaccounts: [{ subaccounts: [] }],
        },
      ],
      version: 2,
    };
    const text = problemsOf(seed).join('\n');
    for (const expected of [
      'accounts[0].sid: must be an account SID',
      'accounts[0].authTokn: unknown field',
      'accounts[0].authToken: must be an Auth Token',
      'accounts[0].apiKeys[0].permissions: is missing for a restricted key',
      'accounts[0].apiKeys[1].permissions: only for a restricted key',
      'accounts[0].apiKeys[2].type: must be one of main, standard, restricted',
      'accounts[0].apiKeys[3].permissions[0]: is not a permission of Twilio',
      'accounts[0].apiKeys[3].region: restricted keys exist in us1 only',
      'accounts[0].oauthApps[0].accessTokenTtlSeconds: must be a whole number from 60 to 2592000',
      'accounts[0].subaccounts[0].subaccounts: unknown field',
      'version: unknown field (known: accounts)',
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).not.toContain('hush');
  });

  it('is rejected for a SID that occurs twice', () => {
    const seed = { accounts: [{ sid: AC }, { testCredentials: { accountSid: AC } }, { sid: AC }] };
    expect(problemsOf(seed)).toEqual([
      'accounts[1].testCredentials.accountSid: the same as accounts[0].sid',
      'accounts[2].sid: the same as accounts[0].sid',
    ]);
  });

  it('is rejected for a field named like a property of every object', () => {
    expect(problemsOf(JSON.parse('{"accounts":[{"__proto__":1,"constructor":2}]}'))).toHaveLength(
      2,
    );
  });
});
