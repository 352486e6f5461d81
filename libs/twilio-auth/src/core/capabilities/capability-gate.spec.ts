import { describe, expect, it } from 'vitest';
import type { RestCredential } from '../accounts/account.js';
import { CustomCredential } from '../accounts/account.js';
import { Secret } from '../primitives/secret.js';
import type { ApiRequest } from './api-request.js';
import type { CallScope } from '../permissions/permission-use.js';
import { createCapabilityGate, type CapabilityGateOptions } from './capability-gate.js';

const secret = new Secret('x'.repeat(32));
const AC = `AC${'0'.repeat(32)}`;
const SK = `SK${'1'.repeat(32)}`;
const key = (keyType?: 'main' | 'standard' | 'restricted'): RestCredential => ({
  method: 'api-key',
  keySid: SK,
  keySecret: secret,
  ...(keyType && { keyType }),
});
const CREDENTIALS = {
  oauth: { method: 'oauth', clientId: `OQ${'2'.repeat(32)}`, clientSecret: secret },
  main: key('main'),
  standard: key('standard'),
  restricted: key('restricted'),
  undeclared: key(),
  'auth-token': { method: 'auth-token', authToken: secret },
  test: { method: 'test', authToken: secret },
  custom: new CustomCredential('vault', {}),
} satisfies Record<string, RestCredential>;
type Name = keyof typeof CREDENTIALS;

const api = (method: string, path: string, data?: unknown): ApiRequest => ({
  method,
  host: 'api.twilio.com',
  path,
  data,
});
const at = (host: string, method: string, path: string): ApiRequest => ({ method, host, path });

/** The rule that refuses the request, or `allowed`. */
function verdict(
  name: Name,
  request: ApiRequest,
  { scope, ...options }: Partial<CapabilityGateOptions> & { scope?: CallScope } = {},
) {
  const gate = createCapabilityGate({ mode: 'refuse', emit: () => {}, warn: () => {}, ...options });
  try {
    gate({ name: 'default', accountSid: AC, rest: CREDENTIALS[name] }, request, scope);
    return 'allowed';
  } catch (error) {
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CAPABILITY', account: 'default' });
    return (error as { reason: string }).reason;
  }
}

describe('test credentials', () => {
  it.each([
    api('POST', `/2010-04-01/Accounts/${AC}/Messages.json`),
    api('POST', `/2010-04-01/Accounts/${AC}/Calls.json`),
    api('POST', `/2010-04-01/Accounts/${AC}/IncomingPhoneNumbers.json`),
    at('lookups.twilio.com', 'GET', '/v2/PhoneNumbers/+15005550006'),
  ])('may $method $path', (request) => {
    expect(verdict('test', request)).toBe('allowed');
  });

  it.each([
    api('GET', `/2010-04-01/Accounts/${AC}/Messages.json`),
    api('GET', `/2010-04-01/Accounts/${AC}/Messages/SM1.json`),
    api('POST', `/2010-04-01/Accounts/${AC}/Messages/SM1.json`),
    api('GET', `/2010-04-01/Accounts/${AC}.json`),
    at('lookups.twilio.com', 'GET', '/v1/PhoneNumbers/+15005550006'),
    at('verify.twilio.com', 'GET', '/v2/PhoneNumbers/+15005550006'),
    at('verify.twilio.com', 'POST', '/v2/Services'),
  ])('may not $method $host$path', (request) => {
    expect(verdict('test', request)).toBe('test-credentials-resources');
  });
});

describe('a declared standard key', () => {
  it.each([
    [api('GET', '/2010-04-01/Accounts.json'), 'standard-key-accounts'],
    [api('POST', `/2010-04-01/Accounts/${AC}.json`), 'standard-key-accounts'],
    [api('GET', `/2010-04-01/Accounts/${AC}/Keys.json`), 'standard-key-keys'],
    [api('DELETE', `/2010-04-01/Accounts/${AC}/Keys/${SK}.json`), 'standard-key-keys'],
    [at('api.dublin.ie1.twilio.com', 'GET', '/2010-04-01/Accounts.json'), 'standard-key-accounts'],
    [at('iam.twilio.com', 'GET', '/v1/Keys'), 'standard-key-keys'],
    [at('iam.twilio.com', 'POST', `/v1/Keys/${SK}`), 'standard-key-keys'],
  ])('may not use %o', (request, rule) => {
    expect(verdict('standard', request)).toBe(rule);
    expect(verdict('main', request)).toBe('allowed');
    expect(verdict('undeclared', request)).toBe('allowed');
  });

  it.each([
    api('GET', `/2010-04-01/Accounts/${AC}/Messages.json`),
    at('sync.twilio.com', 'GET', '/v1/Keys'),
    at('iam.twilio.com', 'GET', '/v1/Keyring'),
  ])('may use everything else: $host$path', (request) => {
    expect(verdict('standard', request)).toBe('allowed');
  });
});

describe('the creation of a restricted key through the v2010 API', () => {
  const create = (data: unknown) => api('POST', `/2010-04-01/Accounts/${AC}/Keys.json`, data);

  it.each<Name>(['oauth', 'main', 'restricted', 'undeclared', 'auth-token', 'custom'])(
    'is refused with %s, because it would create a standard key',
    (name) => {
      expect(verdict(name, create({ KeyType: 'restricted' }))).toBe(
        'v2010-restricted-key-creation',
      );
    },
  );

  it.each([
    ['a policy alone', { Policy: '{"allow":[]}' }],
    ['a form string', 'FriendlyName=a&KeyType=restricted'],
    ['search parameters', new URLSearchParams({ KeyType: 'restricted' })],
  ])('is recognised in %s', (_, data) => {
    expect(verdict('main', create(data))).toBe('v2010-restricted-key-creation');
  });

  it.each([
    ['an object', { FriendlyName: 'restricted' }],
    ['a form string', 'FriendlyName=restricted'],
    ['search parameters', new URLSearchParams({ FriendlyName: 'restricted' })],
    ['nothing', undefined],
  ])('is not recognised in %s that asks for a standard key', (_, data) => {
    expect(verdict('main', create(data))).toBe('allowed');
  });
});

describe("a request for a subaccount's resource", () => {
  const SUB = `AC${'9'.repeat(32)}`;
  const messages = api('GET', `/2010-04-01/Accounts/${SUB}/Messages.json`);
  const own = api('GET', `/2010-04-01/Accounts/${AC}/Messages.json`);
  const scope = 'subaccount';

  it.each<[Name, string]>([
    ['oauth', 'oauth-subaccounts'],
    ['standard', 'api-key-subaccounts'],
    ['restricted', 'api-key-subaccounts'],
  ])("is refused with the parent's %s, in either client", (name, rule) => {
    expect(verdict(name, messages)).toBe(rule);
    expect(verdict(name, messages, { scope })).toBe(rule);
    expect(verdict(name, at('verify.twilio.com', 'GET', '/v2/Services'), { scope })).toBe(rule);
    expect(verdict(name, own)).toBe('allowed');
    expect(verdict(name, at('verify.twilio.com', 'GET', '/v2/Services'))).toBe('allowed');
  });

  it.each<Name>(['main', 'undeclared', 'auth-token', 'custom'])(
    'is sent with %s, in the v2010 API only',
    (name) => {
      expect(verdict(name, messages)).toBe('allowed');
      expect(verdict(name, messages, { scope })).toBe('allowed');
      expect(verdict(name, at('verify.twilio.com', 'GET', '/v2/Services'), { scope })).toBe(
        'subaccount-v2010-only',
      );
    },
  );
});

describe('the mode of the check', () => {
  const forbidden = api('GET', `/2010-04-01/Accounts/${AC}/Messages.json`);

  it('refuses with the rule and an event', () => {
    const events: unknown[] = [];
    verdict('test', forbidden, { emit: (name, event) => void events.push([name, event]) });
    const { method, path } = forbidden;
    const rule = 'test-credentials-resources';
    expect(events).toEqual([['capability.refused', { account: 'default', rule, method, path }]]);
  });

  it('sends the request and logs a warning in mode warn', () => {
    const warnings: string[] = [];
    const events: unknown[] = [];
    const options = {
      mode: 'warn',
      warn: (line: string) => void warnings.push(line),
      emit: (name: string) => void events.push(name),
    } as const;
    expect(verdict('test', forbidden, options)).toBe('allowed');
    expect(warnings).toEqual([expect.stringContaining('Test credentials cannot')]);
    expect(events).toEqual([]);
  });

  it('checks nothing in mode off', () => {
    expect(verdict('test', forbidden, { mode: 'off' })).toBe('allowed');
  });
});
