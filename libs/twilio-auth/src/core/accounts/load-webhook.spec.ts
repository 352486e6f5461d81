import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  accountOf,
  configErrorOf,
  load,
  OAUTH_OPTIONS,
  SECRET,
  webhookKeysOf,
} from '#test/support/configuration.js';

const withKeys = (...signingKeys: unknown[]): object => ({
  ...OAUTH_OPTIONS,
  webhook: { signingKeys },
});

const keysOf = async (options: object) => webhookKeysOf(await accountOf(options));

describe('webhook signing keys', () => {
  it('may be strings, functions and named objects, and keep their order', async () => {
    const options = withKeys(` ${SECRET}\n`, async () => 'second', {
      name: 'old',
      secret: () => 'third',
    });
    expect(await keysOf(options)).toEqual([
      ['key-1', SECRET],
      ['key-2', 'second'],
      ['old', 'third'],
    ]);
  });

  it('may be several in one value, as a mounted file holds them', async () => {
    expect(await keysOf(withKeys(async () => 'a, b\n'))).toEqual([
      ['key-1', 'a'],
      ['key-2', 'b'],
    ]);
  });

  it('may be none', async () => expect(await keysOf(withKeys())).toEqual([]));

  it.each([
    ['a sixth', ['a', 'b', 'c', 'd', 'e', 'f'], 'webhook.signingKeys'],
    ['a sixth within one value', ['a,b,c,d,e,f'], 'webhook.signingKeys'],
    ['an empty one', ['a', ''], 'webhook.signingKeys[1].secret'],
    ['an empty one within a value', ['a,,b'], 'webhook.signingKeys[0].secret'],
    ['an account SID', [ACCOUNT_SID], 'webhook.signingKeys[0].secret'],
    ['a number', [7], 'webhook.signingKeys[0]'],
    ['nothing', [undefined], 'webhook.signingKeys[0].secret'],
    ['an object without a secret', [{ name: 'x' }], 'webhook.signingKeys[0].secret'],
    ['a misspelt field', [{ secret: 'a', nmae: 'x' }], 'webhook.signingKeys[0].nmae'],
    ['another algorithm', [{ secret: 'a', algorithm: 'md5' }], 'webhook.signingKeys[0].algorithm'],
    ['a function that rejects', [() => Promise.reject(new Error('no'))], 'webhook.signingKeys[0]'],
  ])('reject %s', async (_what, keys, path) => {
    const { problems } = await configErrorOf(withKeys(...keys));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });

  it.each(['text', {}, 7])(
    'are rejected when they are %j instead of a list',
    async (signingKeys) => {
      const { problems } = await configErrorOf({ ...OAUTH_OPTIONS, webhook: { signingKeys } });
      expect(problems).toMatchObject([{ path: 'webhook.signingKeys' }]);
    },
  );

  it('report their variable when one of them is invalid', async () => {
    const variables = {
      TWILIO_WEBHOOK_SIGNING_KEYS: `good,${ACCOUNT_SID}`,
    };
    const { problems, message } = await configErrorOf(OAUTH_OPTIONS, variables);
    expect(problems).toMatchObject([{ variable: 'TWILIO_WEBHOOK_SIGNING_KEYS' }]);
    expect(message).not.toContain('good');
  });
});

describe('the base URL of webhooks', () => {
  it.each([
    'https://api.example.com',
    'http://localhost:3000/prefix/',
    'https://user:pass@example.com',
  ])('may be %s', async (baseUrl) => {
    await expect(load({ ...OAUTH_OPTIONS, webhook: { baseUrl } })).resolves.toBeDefined();
  });

  it.each([
    'example.com',
    '//example.com',
    'ftp://example.com',
    'https://example.com?x=1',
    'https://example.com/#a',
    'https://example.com?',
    'https://user:secret@example.com?token=secret',
    'user:secret@example.com',
    '//user:secret@host',
    7,
  ])('is rejected when it is %j, and printed without what may be secret', async (baseUrl) => {
    const { problems, message } = await configErrorOf({ ...OAUTH_OPTIONS, webhook: { baseUrl } });
    expect(problems).toMatchObject([{ path: 'webhook.baseUrl' }]);
    expect(message).toContain(', found ');
    expect(message).not.toMatch(/secret|x=1/);
  });
});
