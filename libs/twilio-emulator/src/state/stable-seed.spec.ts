import { describe, expect, it } from 'vitest';
import { checkedSeed } from './check-seed.js';
import { defaultSeed, type Seed } from './seed.js';
import { withStableCredentials } from './stable-seed.js';

describe('stable credentials', () => {
  it('fill in every SID and secret of the default seed, in a form that a seed may have', () => {
    const [account] = withStableCredentials(defaultSeed()).accounts;
    expect(account).toMatchObject({
      sid: expect.stringMatching(/^AC[0-9a-f]{32}$/),
      authToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      testCredentials: { accountSid: expect.any(String), authToken: expect.any(String) },
      oauthApps: [{ clientId: expect.any(String), clientSecret: expect.stringMatching(/^.{64}$/) }],
      phoneNumbers: [{ sid: expect.stringMatching(/^PN/) }],
    });
    expect(account?.apiKeys?.every(({ sid, secret }) => sid && secret)).toBe(true);
    expect(() => checkedSeed(withStableCredentials(defaultSeed()))).not.toThrow();
  });

  it('keep what the seed says', () => {
    const seed: Seed = {
      accounts: [
        {
          sid: `AC${'1'.repeat(32)}`,
          authToken: 'a'.repeat(32),
          apiKeys: [{ type: 'main', sid: `SK${'2'.repeat(32)}`, secret: 'mine' }],
          oauthApps: [{ clientId: `OQ${'3'.repeat(32)}`, clientSecret: 'mine too' }],
          testCredentials: { accountSid: `AC${'4'.repeat(32)}`, authToken: 'b'.repeat(32) },
          phoneNumbers: [{ phoneNumber: '+15005550010', sid: `PN${'5'.repeat(32)}` }],
        },
      ],
    };
    expect(withStableCredentials(seed)).toEqual(seed);
  });

  it('differ between accounts, subaccounts and credentials of one kind', () => {
    const keys = [{ type: 'main' }, { type: 'main' }] as const;
    const subaccounts = [{ apiKeys: keys }, { apiKeys: keys }];
    const seed = { accounts: [{ apiKeys: keys, subaccounts }, { apiKeys: keys }] };
    const text = JSON.stringify(withStableCredentials(seed));
    const values = [...text.matchAll(/[0-9a-f]{32}/g)].map(([value]) => value);
    expect(values).toHaveLength(4 * 2 + 8 * 2);
    expect(new Set(values).size).toBe(values.length);
  });

  it('stay when a credential is added at the end or the account is named', () => {
    const before = withStableCredentials({ accounts: [{ apiKeys: [{ type: 'main' }] }] });
    const after = withStableCredentials({
      accounts: [{ friendlyName: 'Shop', apiKeys: [{ type: 'main' }, { type: 'standard' }] }],
    });
    expect(after.accounts[0]?.authToken).toBe(before.accounts[0]?.authToken);
    expect(after.accounts[0]?.apiKeys?.[0]).toEqual(before.accounts[0]?.apiKeys?.[0]);
  });
});
