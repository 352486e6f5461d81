import { describe, expect, it } from 'vitest';
import { REST, route, VALID_ACCOUNT } from '#test/support/policy-rules.js';
import { accountViolationsOf, violationsOf } from './policy-rules.js';

const environment = { name: 'production', isProduction: true, because: '' };
const elsewhere = { name: 'development', isProduction: false, because: '' };
const apiBaseUrl = 'https://emulator.example.com';

describe('the violations of accounts', () => {
  it('are listed worst first', () => {
    const accounts = [{ ...VALID_ACCOUNT, rest: REST.main }];
    const facts = { environment, ambientAuthToken: true, routes: [route({ verify: false })] };
    const found = violationsOf(accounts, facts);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['webhook-verification-off', 'error'],
      ['main-key', 'warning'],
      ['ambient-auth-token', 'warning'],
    ]);
    const facts2 = { environment: elsewhere, ambientAuthToken: false, apiBaseUrl };
    const others = violationsOf([{ ...VALID_ACCOUNT, rest: REST.token, region: 'ie1' }], facts2);
    expect(others.map(({ severity }) => severity)).toEqual(['error', 'warning', 'info']);
  });

  it('are those of the rules that apply in this environment', () => {
    const accounts = [{ ...VALID_ACCOUNT, rest: REST.test }];
    expect(violationsOf(accounts, { environment: elsewhere, ambientAuthToken: true })).toEqual([]);
  });

  it('say which account, rule and remedy they are about', () => {
    const account = { ...VALID_ACCOUNT, name: 'billing', rest: REST.main };
    const facts = { environment, ambientAuthToken: false, apiBaseUrl };
    const [ofModule, ofAccount] = violationsOf([account], facts);
    expect(ofModule).toMatchObject({ rule: 'api-base-url', account: 'default' });
    expect(ofAccount).toMatchObject({
      rule: 'main-key',
      account: 'billing',
      message: 'A main API key can do everything the Auth Token can.',
      remedy: expect.stringContaining('restricted key'),
    });
    expect(accountViolationsOf(account, facts)).toEqual([ofAccount]);
  });
});
