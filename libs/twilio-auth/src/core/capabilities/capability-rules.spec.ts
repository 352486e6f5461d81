import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { ACCOUNT_SID, accountOf, CLIENT_ID, KEY_SID, SECRET } from '#test/support/configuration.js';
import { AccessTokenIssuer } from '../access-token/access-token-issuer.js';
import type { Account, RestCredential } from '../accounts/account.js';
import { restrictedKeySignsRule } from '../policy/rules/credential-rules.js';
import { violationsOf } from '../policy/policy-rules.js';
import type { ApiRequest } from './api-request.js';
import { createCapabilityGate } from './capability-gate.js';
import { capabilityHint } from './capability-hint.js';
import type { CapabilityRule, Enforcement } from './capability-rule.js';
import { CAPABILITY_RULES } from './capability-rules.js';
import { credentialKindOf, type CredentialKind } from './credential-kind.js';

const METHODS = ['oauth', 'api-key', 'auth-token', 'test', 'vault'];
const key = { method: 'api-key', keySid: KEY_SID, keySecret: SECRET };
/** The options that configure each kind of credential. */
const AUTH: Readonly<Record<CredentialKind, object>> = {
  oauth: { method: 'oauth', clientId: CLIENT_ID, clientSecret: SECRET },
  'main-key': { ...key, keyType: 'main' },
  'standard-key': { ...key, keyType: 'standard' },
  'restricted-key': { ...key, keyType: 'restricted' },
  'undeclared-key': key,
  'auth-token': { method: 'auth-token', authToken: SECRET },
  test: { method: 'test', authToken: SECRET },
  custom: { method: 'vault' },
};
const KINDS = Object.keys(AUTH) as readonly CredentialKind[];

const v2010 = (method: string, path: string, data?: unknown): ApiRequest => ({
  method,
  host: 'api.twilio.com',
  path: `/2010-04-01/Accounts${path}`,
  data,
});
const SUB = `AC${'9'.repeat(32)}`;
const SYNC: ApiRequest = { method: 'GET', host: 'sync.twilio.com', path: '/v1/Services' };
const IRELAND = { region: 'ie1', edge: 'dublin' };

/** What an application does that the rule is about: a request, or options in addition to the credential. */
const ATTEMPTS: Readonly<Record<string, { request?: ApiRequest; options?: object }>> = {
  'test-credentials-resources': { request: v2010('GET', `/${ACCOUNT_SID}/Messages.json`) },
  'standard-key-accounts': { request: v2010('GET', '.json') },
  'standard-key-keys': { request: v2010('GET', `/${ACCOUNT_SID}/Keys.json`) },
  'v2010-restricted-key-creation': {
    request: v2010('POST', `/${ACCOUNT_SID}/SigningKeys.json`, { KeyType: 'restricted' }),
  },
  'restricted-key-permissions': { request: SYNC },
  'restricted-key-access-tokens': {
    options: { accessTokens: { keySid: KEY_SID, keySecret: SECRET } },
  },
  'restricted-key-regions': { options: IRELAND },
  'oauth-permissions': { request: SYNC },
  'oauth-subaccounts': { request: v2010('GET', `/${SUB}/Messages.json`) },
  'api-key-subaccounts': { request: v2010('GET', `/${SUB}/Messages.json`) },
  'main-key-subaccounts': { request: v2010('GET', `/${SUB}/Messages.json`) },
  'oauth-regions': { options: IRELAND },
  'oauth-access-tokens': {},
  'subaccount-v2010-only': { request: SYNC },
  'declared-permissions': { request: v2010('POST', `/${ACCOUNT_SID}/Messages.json`) },
  'auth-token-production': {},
  'test-credentials-callbacks': {},
};

const load = (kind: CredentialKind, options: object = {}): Promise<Account> =>
  accountOf({ accountSid: ACCOUNT_SID, auth: AUTH[kind], ...options }, undefined, {
    methods: METHODS,
  });

/** Makes the attempt with such a credential, and says whether this enforcement stops or explains it. */
async function isEnforced(
  { id }: Pick<CapabilityRule, 'id'>,
  kind: CredentialKind,
  enforcement: Enforcement,
): Promise<boolean> {
  const { request = SYNC, options } = ATTEMPTS[id] ?? {};
  switch (enforcement.by) {
    case 'request':
    case 'other-account':
    case 'subaccount': {
      const gate = createCapabilityGate({ mode: 'refuse', emit: () => {}, warn: () => {} });
      const account = await load(kind);
      const scope = enforcement.by === 'subaccount' ? 'subaccount' : 'request';
      return errorOf(() => gate(account, request, scope))?.reason === id;
    }
    case 'declared-permissions': {
      const gate = createCapabilityGate({ mode: 'refuse', emit: () => {}, warn: () => {} });
      const { rest, ...account } = await load(kind);
      const declared = {
        ...account,
        rest: { ...(rest as object), permissions: [] } as unknown as RestCredential,
      };
      return errorOf(() => gate(declared, request))?.reason === id;
    }
    case 'policy': {
      const environment = { name: 'production', isProduction: true, because: '' };
      const facts = { environment, ambientAuthToken: false };
      const { id: policyId, remedy } = enforcement.rule;
      return violationsOf([await load(kind, options)], facts).some(
        // Rules may share an id.
        (found) => found.rule === policyId && found.remedy === remedy && found.severity === 'error',
      );
    }
    case 'access-tokens': {
      const account = await load(kind);
      const token = { identity: 'alice', grants: { video: {} } };
      const issue = () => new AccessTokenIssuer(account, { clock: new FakeClock() }).issue(token);
      return errorOf(issue)?.code === enforcement.code;
    }
    case 'answer':
      return (
        capabilityHint(await load(kind), request, { code: enforcement.twilioCode }) !== undefined
      );
  }
}

function errorOf(work: () => unknown): { code?: string; reason?: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as { code?: string; reason?: string };
  }
}

const enforcements = CAPABILITY_RULES.flatMap((rule) =>
  rule.enforcedBy.map((enforcement) => ({ rule, id: rule.id, by: enforcement.by, enforcement })),
);
const isAboutTokens = ({ enforcedBy }: CapabilityRule): boolean =>
  enforcedBy.some(({ by }) => by === 'access-tokens');

describe('a capability rule', () => {
  it('has an id of its own, and an attempt in this file', () => {
    const ids = CAPABILITY_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(ATTEMPTS).toSorted()).toEqual(ids.toSorted());
  });

  it.each(KINDS)('is tried with a credential of the kind %s', async (kind) =>
    expect(credentialKindOf((await load(kind)).rest)).toBe(kind),
  );

  it.each(enforcements)(
    '$id is enforced by $by for each of its credentials',
    async ({ rule, enforcement }) => {
      const missed = await Promise.all(
        rule.credentials.map(async (kind) => !(await isEnforced(rule, kind, enforcement)) && kind),
      );
      expect(missed.filter(Boolean)).toEqual([]);
    },
  );

  it.each(enforcements.filter(({ by }) => by !== 'answer'))(
    '$id is not enforced by $by for other credentials',
    async ({ rule, enforcement }) => {
      // Two rules refuse access tokens, each for kinds of its own.
      const about =
        enforcement.by === 'access-tokens' ? CAPABILITY_RULES.filter(isAboutTokens) : [rule];
      const others = KINDS.filter((kind) => about.every((one) => !one.credentials.includes(kind)));
      const hit = await Promise.all(
        others.map(async (kind) => (await isEnforced(rule, kind, enforcement)) && kind),
      );
      // Without any of the four methods there is nothing to sign with either.
      expect(hit.filter((kind) => kind && kind !== 'custom')).toEqual([]);
    },
  );

  it('that names the wrong enforcement is noticed', async () => {
    const rule = { id: 'oauth-access-tokens' };
    const boot: Enforcement = { by: 'policy', rule: restrictedKeySignsRule };
    expect(await isEnforced(rule, 'oauth', boot)).toBe(false);
  });
});
