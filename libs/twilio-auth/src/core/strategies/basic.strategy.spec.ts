import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { baseOAuthAccount } from '#test/support/oauth-fixture.js';
import type { Account, RestCredential } from '../accounts/account.js';
import { Secret } from '../primitives/secret.js';
import {
  ApiKeyStrategyFactory,
  AuthTokenStrategyFactory,
  TestCredentialsStrategyFactory,
} from './basic.strategy.js';

const SECRET = 'a-static-secret';
const keySid = `SK${'d'.repeat(32)}`;

const account = (rest: RestCredential): Account => ({ ...baseOAuthAccount(), rest });
const apiKey = account({ method: 'api-key', keySid, keySecret: new Secret(SECRET) });
const authToken = account({ method: 'auth-token', authToken: new Secret(SECRET) });
const test = account({ method: 'test', authToken: new Secret(SECRET) });

describe.each([
  ['An API key', new ApiKeyStrategyFactory(), apiKey, keySid],
  ['An Auth Token', new AuthTokenStrategyFactory(), authToken, authToken.accountSid],
  ['A test credential', new TestCredentialsStrategyFactory(), test, test.accountSid],
])('%s', (_, factory, owner, username) => {
  it('is sent by HTTP Basic with its own user name', async () => {
    const basic = Buffer.from(`${username}:${SECRET}`).toString('base64');
    expect(await factory.create(owner).authorization()).toBe(`Basic ${basic}`);
  });

  it('describes itself without its secret, before and after use', async () => {
    const strategy = factory.create(owner);
    const header = await strategy.authorization();
    expect(strategy.describe()).toEqual({ method: factory.method, identifier: username });
    const seen = inspect(strategy, { depth: 12, showHidden: true }) + JSON.stringify(strategy);
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(header.slice('Basic '.length));
  });

  it('is rejected by a factory of another method', () => {
    const other = { ...owner, rest: baseOAuthAccount().rest };
    expect(() => factory.create(other)).toThrow(
      expect.objectContaining({ code: 'TWILIO_AUTH_CONFIG_INVALID' }),
    );
  });
});
