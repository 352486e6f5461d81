import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CustomCredential } from '../accounts/account.js';
import {
  configErrorOf,
  load,
  OAUTH_OPTIONS,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';

describe('module options', () => {
  it.each([undefined, null, 'text', 7, [[]], () => ({})])(
    'are rejected when they are %j',
    async (options) => {
      const { problems } = await configErrorOf(options, VARIABLES.oauth);
      expect(problems).toMatchObject([{ path: 'options' }]);
    },
  );

  it.each([
    ['environment', { environment: 7 }],
    ['enabled', { enabled: 'false' }],
    ['capabilityCheck', { capabilityCheck: 'ignore' }],
    ['apiBaseUrl', { apiBaseUrl: 'localhost:4010' }],
    ['resolveAccount', { resolveAccount: {} }],
    ['profiles', { profiles: [] }],
    ['http', { http: 'text' }],
    ['http.timeoutMs', { http: { timeoutMs: 0 } }],
    ['http.ca', { http: { ca: 7 } }],
    ['http.httpClient', { http: { httpClient: {} } }],
    ['http.retries', { http: { retries: 1.5 } }],
    ['http.proxy', { http: { proxy: true } }],
    ['http.proxy', { http: { proxy: 'socks5://proxy:1080' } }],
    ['http.connectTimeoutMs', { http: { connectTimeoutMs: 0 } }],
    ['http.maxQueued', { http: { maxQueued: -1 } }],
    ['http.logLevel', { http: { logLevel: 'verbose' } }],
    ['http.userAgent', { http: { userAgent: 'app “quoted”' } }],
    ['http.userAgent', { http: { userAgent: 'a\r\nX-Injected: b' } }],
    ['oauth.tokenStore', { oauth: { tokenStore: { get: () => {} } } }],
    ['tenantCache.max', { tenantCache: { max: 0 } }],
    ['tenantCache.ttl', { tenantCache: { ttl: 5 } }],
    ['policy.enforceAt', { policy: { enforceAt: 'never' } }],
    ['policy.exeptions', { policy: { exeptions: [] } }],
    ['policy.exceptions', { policy: { exceptions: {} } }],
    ['isGlobal', { isGlobal: false }],
  ])('are validated: %s', async (path, options) => {
    const { problems } = await configErrorOf({ ...OAUTH_OPTIONS, ...options });
    expect(problems.map((problem) => problem.path)).toContain(path);
  });

  it('keep functions and buffers as they were given', async () => {
    const ca = Buffer.from('-----BEGIN CERTIFICATE-----');
    const resolveWebhookKeys = async (): Promise<string[]> => [];
    const resolveAccount = async (): Promise<undefined> => undefined;
    const given = { ...OAUTH_OPTIONS, resolveWebhookKeys, resolveAccount, http: { ca } };
    const loaded = await load(given);

    expect(loaded.http.ca).toBe(ca);
    expect(loaded.resolveWebhookKeys).toBe(resolveWebhookKeys);
    expect(loaded.tenants.resolve).toBe(resolveAccount);
    await expect(load({ ...given, http: { ca: ca.toString() } })).resolves.toBeDefined();
    const http = { proxy: '10.0.0.1:3128', userAgent: 'café/1.0', maxQueued: 0 };
    expect((await load({ ...given, http })).http).toEqual(http);
  });

  it('may hold cyclic objects, which are not traversed or changed', async () => {
    const client: Record<string, unknown> = {};
    client['self'] = client;
    const tokenStore = { client, get: () => {}, set: () => {}, delete: () => {} };
    const auth = { method: 'vault', client, huge: Buffer.alloc(1024) };
    const options = { accountSid: OAUTH_OPTIONS.accountSid, auth, oauth: { tokenStore } };
    const { oauth, accounts } = await load(options, undefined, { methods: ['vault'] });

    expect(oauth.tokenStore).toBe(tokenStore);
    expect((accounts[0]!.account.rest as CustomCredential).options()).toBe(auth);
  });

  it('leave none of their values in the error', async () => {
    const refused = await configErrorOf({
      ...OAUTH_OPTIONS,
      accountSid: SECRET,
      http: { timeoutMs: SECRET },
    });
    expect(inspect(refused, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });
});

describe('TWILIO_AUTH_ENABLED', () => {
  it.each(['false', 'OFF', '0', ' no '])('%j allows a start without credentials', async (word) => {
    const { enabled, accounts } = await load({}, { TWILIO_AUTH_ENABLED: word });
    expect({ enabled, accounts }).toEqual({ enabled: false, accounts: [] });
  });

  it.each(['maybe', 'constructor', '__proto__', '2'])('is rejected when it is %j', async (word) => {
    const variables = { ...VARIABLES.oauth, TWILIO_AUTH_ENABLED: word };
    const { problems } = await configErrorOf({}, variables);
    expect(problems).toMatchObject([{ variable: 'TWILIO_AUTH_ENABLED' }]);
  });

  it('is overridden by the option', async () => {
    const variables = { TWILIO_AUTH_ENABLED: 'false' };
    await expect(load({ ...OAUTH_OPTIONS, enabled: true }, variables)).resolves.toMatchObject({
      enabled: true,
    });
  });
});
