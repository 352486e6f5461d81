import { describe, expect, it } from 'vitest';
import type { Account } from '../../libs/twilio-auth/src/core/accounts/account.js';
import type {
  PolicyFacts,
  PolicyRule,
  WebhookRoute,
} from '../../libs/twilio-auth/src/core/policy/rule.js';
import { violationsOf } from '../../libs/twilio-auth/src/core/policy/policy-rules.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { baseAccount } from './base-account.js';

const secret = new Secret('0123456789abcdef');
const key = { name: 'key-1', secret, algorithm: 'hmac-sha1' } as const;
export const baseUrl = 'https://api.example.com';
export const keySid = `SK${'2'.repeat(32)}`;

/** Credentials that rules tell apart. */
export const REST = {
  oauth: { method: 'oauth', clientId: 'OQ', clientSecret: secret },
  key: { method: 'api-key', keySid, keySecret: secret },
  main: { method: 'api-key', keySid, keySecret: secret, keyType: 'main' },
  restricted: { method: 'api-key', keySid, keySecret: secret, keyType: 'restricted' },
  token: { method: 'auth-token', authToken: secret },
  test: { method: 'test', authToken: secret },
} as const satisfies Record<string, Account['rest']>;

export const ORIGIN = {
  source: 'environment',
  because: '',
  methodNamed: false,
  alternatives: [],
  variables: {},
} as const satisfies Account['origin'];

export const WEBHOOK = { keys: [key], baseUrl, verify: true };

/** An account that breaks no rule. */
export const VALID_ACCOUNT = baseAccount({ rest: REST.key, webhook: WEBHOOK, origin: ORIGIN });

export const route = (more: Partial<WebhookRoute> = {}): WebhookRoute => ({
  handler: 'A.b',
  verify: true,
  ...more,
});

export const signsWith = (signer: string): NonNullable<Account['accessTokens']> => ({
  keySid: signer,
  keySecret: secret,
  defaultTtlSeconds: 3600,
});

/** A change to the valid account or application, and the rule that it is about. */
export interface PolicyCase {
  readonly rule: string;
  readonly account?: Partial<Account>;
  readonly facts?: Partial<PolicyFacts>;
}

/** Checks each case in production and elsewhere. Every rule needs a case that breaks it and one that does not. */
export function describeRules(
  rules: readonly PolicyRule[],
  { fires, quiet }: Readonly<Record<'fires' | 'quiet', readonly PolicyCase[]>>,
): void {
  const ids = [...new Set(rules.map(({ id }) => id))].toSorted();
  const titled = (cases: readonly PolicyCase[]) =>
    cases.map((one, index) => [`${one.rule} (${index})`, one] as const);

  describe('the policy', () => {
    it.each(titled(fires))('has a violation with the severity of its table: %s', (_title, one) => {
      // Rules may share an id, each with severities of its own.
      const own = rules.filter(({ id }) => id === one.rule);
      expect(own.map(({ production }) => production)).toContain(severityOf(one, true));
      expect(own.map(({ elsewhere }) => elsewhere)).toContain(severityOf(one, false));
      expect([severityOf(one, true), severityOf(one, false)]).not.toEqual(['none', 'none']);
    });

    it.each(titled(quiet))('has no violation where nothing is wrong: %s', (_title, one) => {
      expect([severityOf(one, true), severityOf(one, false)]).toEqual(['none', 'none']);
    });

    it('has a case with and without a violation for each of these rules', () => {
      expect([...new Set(fires.map(({ rule }) => rule))].toSorted()).toEqual(ids);
      expect([...new Set(quiet.map(({ rule }) => rule))].toSorted()).toEqual(ids);
    });
  });
}

/** The severity of the rule in this case; `none` without a violation. At most one per case. */
function severityOf({ rule, account = {}, facts = {} }: PolicyCase, isProduction: boolean) {
  const environment = { name: 'x', isProduction, because: '' };
  const accounts = [{ ...VALID_ACCOUNT, ...account }];
  const found = violationsOf(accounts, { ambientAuthToken: false, ...facts, environment });
  const own = found.filter((violation) => violation.rule === rule);
  expect(own.length).toBeLessThan(2);
  for (const { message } of own) expect(message).toMatch(/^\S.*\.$/);
  return own[0]?.severity ?? 'none';
}
