import { describe, expect, it } from 'vitest';
import type { Account } from '../../libs/twilio-auth/src/core/accounts/account.js';
import type {
  PolicyFacts,
  PolicyRule,
  WebhookRoute,
} from '../../libs/twilio-auth/src/core/policy/rule.js';
import { violationsOf } from '../../libs/twilio-auth/src/core/policy/violations.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';

const secret = new Secret('x');
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

/** An account that no rule objects to. */
export const BLAMELESS: Account = {
  name: 'default',
  accountSid: `AC${'1'.repeat(32)}`,
  rest: REST.key,
  webhook: WEBHOOK,
  origin: ORIGIN,
};

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

/** How the blameless account and application differ, and the rule that looks at it. */
export interface PolicyCase {
  readonly rule: string;
  readonly account?: Partial<Account>;
  readonly facts?: Partial<PolicyFacts>;
}

/** Judges each case in production and elsewhere. Every rule must have a case both ways. */
export function describeRules(
  rules: readonly PolicyRule[],
  { fires, quiet }: Readonly<Record<'fires' | 'quiet', readonly PolicyCase[]>>,
): void {
  const ids = [...new Set(rules.map(({ id }) => id))].toSorted();
  const titled = (cases: readonly PolicyCase[]) =>
    cases.map((one, index) => [`${one.rule} (${index})`, one] as const);

  describe('the policy', () => {
    it.each(titled(fires))('objects as its table says: %s', (_title, one) => {
      // Rules may share an id, and each says for itself how it counts.
      const own = rules.filter(({ id }) => id === one.rule);
      expect(own.map(({ production }) => production)).toContain(severityOf(one, true));
      expect(own.map(({ elsewhere }) => elsewhere)).toContain(severityOf(one, false));
      expect([severityOf(one, true), severityOf(one, false)]).not.toEqual(['none', 'none']);
    });

    it.each(titled(quiet))('stays quiet where nothing is wrong: %s', (_title, one) => {
      expect([severityOf(one, true), severityOf(one, false)]).toEqual(['none', 'none']);
    });

    it('has a case for each of these rules, both ways', () => {
      expect([...new Set(fires.map(({ rule }) => rule))].toSorted()).toEqual(ids);
      expect([...new Set(quiet.map(({ rule }) => rule))].toSorted()).toEqual(ids);
    });
  });
}

/** How the rule counts for this case; `none` when it says nothing. At most once per case. */
function severityOf({ rule, account = {}, facts = {} }: PolicyCase, isProduction: boolean) {
  const environment = { name: 'x', isProduction, because: '' };
  const accounts = [{ ...BLAMELESS, ...account }];
  const found = violationsOf(accounts, { ambientAuthToken: false, ...facts, environment });
  const own = found.filter((violation) => violation.rule === rule);
  expect(own.length).toBeLessThan(2);
  return own[0]?.severity ?? 'none';
}
