import { describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS, KEY_SID, load, SECRET } from '#test/support/configuration.js';
import { copyOptions } from './copy-options.js';

describe('a copy of options', () => {
  it('has units and lists of its own, and what is not plain as it was given', () => {
    class Vault {}
    const fetch = () => SECRET;
    const vault = new Vault();
    const options = { auth: { secret: fetch, vault }, webhook: { signingKeys: [{ name: 'one' }] } };
    const copy = copyOptions(options);
    expect({ ...copy.auth }).toEqual(options.auth);
    expect(copy.auth.vault).toBe(vault);
    options.webhook.signingKeys[0]!.name = 'two';
    options.webhook.signingKeys.push({ name: 'three' });
    expect(copy.webhook.signingKeys.map(({ name }) => name)).toEqual(['one']);
  });

  it('ends where options cannot be deeper, also in a cycle', () => {
    const cycle: { self?: object } = {};
    cycle.self = cycle;
    expect(() => copyOptions(cycle)).not.toThrow();
    expect([copyOptions(undefined), copyOptions(null), copyOptions('text')]).toEqual([
      undefined,
      null,
      'text',
    ]);
  });
});

it('what a resolver returned is not read again when the application changes it later', async () => {
  const { loadLater } = await load(API_KEY_OPTIONS);
  const auth = { method: 'api-key' as const, keySid: KEY_SID, keySecret: () => SECRET };
  const kept = {
    ...API_KEY_OPTIONS,
    auth,
    webhook: { verify: true, baseUrl: 'https://a.example' },
  };
  const { renewal } = await loadLater('tenant:acme', kept);
  kept.webhook.verify = false;
  kept.webhook.baseUrl = 'https://evil.example';
  const { account } = await renewal!.reload();
  expect({ ...account.webhook }).toMatchObject({ verify: true, baseUrl: 'https://a.example' });
});
