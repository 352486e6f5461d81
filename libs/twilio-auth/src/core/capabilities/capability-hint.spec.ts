import { unsupportedProducts } from 'twilio-permissions';
import { describe, expect, it } from 'vitest';
import type { RestCredential } from '../accounts/account.js';
import { CustomCredential } from '../accounts/account.js';
import { Secret } from '../primitives/secret.js';
import { capabilityHint, isPerhapsAboutResource } from './capability-hint.js';

const secret = new Secret('x'.repeat(32));
const AC = `AC${'0'.repeat(32)}`;
const SUB = `AC${'9'.repeat(32)}`;
const apiKey: RestCredential = { method: 'api-key', keySid: 'SK', keySecret: secret };
const oauth: RestCredential = { method: 'oauth', clientId: 'OQ', clientSecret: secret };
const authToken: RestCredential = { method: 'auth-token', authToken: secret };

const hint = (
  rest: RestCredential,
  code: number | undefined,
  path: string,
  host = 'api',
  message?: string,
) =>
  capabilityHint(
    { accountSid: AC, rest },
    { method: 'GET', host: `${host}.twilio.com`, path },
    { code, message },
  );

describe('the hint of an answer', () => {
  it('explains a 20003 of a key of undeclared type on a Keys resource', () => {
    expect(hint(apiKey, 20003, `/2010-04-01/Accounts/${AC}/Keys.json`)).toContain('main API key');
    expect(hint(apiKey, 20003, '/v1/Keys', 'iam')).toContain('main API key');
  });

  it('suggests to check region, secret and existence for a 20003 of a key on other resources', () => {
    const advice = hint(apiKey, 20003, `/2010-04-01/Accounts/${AC}/Messages.json`);
    expect(advice).toContain('region');
    expect(advice).not.toContain('main API key');
  });

  it('explains that an OAuth app does not reach a subaccount', () => {
    expect(hint(oauth, 20003, `/2010-04-01/Accounts/${SUB}/Messages.json`)).toContain(
      'not its subaccounts',
    );
    expect(hint(oauth, 20003, `/2010-04-01/Accounts/${AC}/Messages.json`)).toContain(
      'OAuth app is active',
    );
  });

  it.each(['main', undefined] as const)(
    'explains that a key of the parent does not reach a subaccount: %s',
    (keyType) => {
      const key = keyType === undefined ? apiKey : { ...apiKey, keyType };
      for (const path of [`/${SUB}/Messages.json`, `/${SUB}.json`]) {
        const advice = hint(key, 20003, `/2010-04-01/Accounts${path}`);
        expect(advice).toContain('not its subaccounts');
        expect(advice).toContain('a key of that account under `accounts`');
      }
      expect(hint(key, 20003, `/2010-04-01/Accounts/${AC}/Messages.json`)).not.toContain(
        'subaccounts',
      );
    },
  );

  it('explains that the token of a parent acts for subaccounts in the v2010 API only', () => {
    expect(hint(authToken, 20003, '/v1/Services', 'sync')).toContain('v2010 API only');
    expect(hint(authToken, 20003, `/2010-04-01/Accounts/${SUB}.json`)).not.toContain('v2010');
  });

  it.each([
    ['api', 70051, 'Authorization Error: required permission %s is missing'],
    ['content', 70051, 'Authorization failed: required permission %s is missing'],
    ['verify', 8021, 'required permission %s is missing'],
    ['new', 99999, 'The "required permission" is missing: /%s.'],
  ])('names the permission that the words of Twilio name: %s %i', (host, code, words) => {
    const message = words.replace('%s', 'twilio/voice/sip.byoc-trunks/list');
    const restricted: RestCredential = { ...apiKey, keyType: 'restricted' };
    const [key, app] = [restricted, oauth].map((rest) => hint(rest, code, '/v1/X', host, message));
    expect(key).toContain(
      'The restricted key lacks the permission /twilio/voice/sip.byoc-trunks/list. ',
    );
    expect(app).toContain(
      'The OAuth app lacks the permission /twilio/voice/sip.byoc-trunks/list. ',
    );
    expect(key).toContain(
      'npx nestjs-twilio-auth permissions --add /twilio/voice/sip.byoc-trunks/list',
    );
    expect(hint(apiKey, code, '/v1/X', host, message)).toContain('is a restricted one and lacks');
  });

  it('says where a permission was declared that Twilio says is missing', () => {
    const permissions = ['/twilio/voice/calls/*'] as const;
    const restricted: RestCredential = { ...apiKey, keyType: 'restricted', permissions };
    const missing = 'required permission twilio/voice/calls/read is missing';
    expect(hint(restricted, 70051, '/', 'api', missing)).toContain('It is declared');
    expect(hint({ ...restricted, permissions: [] }, 70051, '/', 'api', missing)).not.toContain(
      'declared',
    );
  });

  it('lists the other causes for a 70051 that names no permission', () => {
    const restricted: RestCredential = { ...apiKey, keyType: 'restricted' };
    const calls = `/2010-04-01/Accounts/${AC}/Calls.json`;
    for (const rest of [restricted, oauth, apiKey, authToken]) {
      expect(hint(rest, 70051, calls)).toContain(
        'is suspended, or the credential belongs to another account',
      );
    }
    expect(hint(authToken, 70051, calls)).not.toContain('restricted');
    const [product] = unsupportedProducts();
    const path = `${product?.path}/Things`;
    expect(hint(restricted, 70051, path, product?.host.split('.')[0])).toContain(product?.reason);
  });

  it('lists what test credentials reach for a 20008', () => {
    const test: RestCredential = { method: 'test', authToken: secret };
    expect(hint(test, 20008, '/v1/Services', 'sync')).toContain('Lookup v2');
  });

  it('is absent for every other code, and for custom credentials', () => {
    expect(hint(apiKey, 21211, '/v1/Services')).toBeUndefined();
    expect(hint(apiKey, undefined, '/v1/Services')).toBeUndefined();
    expect(hint(new CustomCredential('vault', {}), 20003, '/v1/Services')).toBeUndefined();
  });
});

describe('a 401', () => {
  const isAbout = (rest: RestCredential, path: string) =>
    isPerhapsAboutResource(
      { accountSid: AC, rest },
      { method: 'GET', host: 'api.twilio.com', path: `/2010-04-01/Accounts/${path}` },
    );

  it.each<[string, RestCredential]>([
    ['a key of undeclared type', apiKey],
    ['a standard key', { ...apiKey, keyType: 'standard' }],
  ])('to %s is perhaps about Accounts and Keys resources', (_, key) => {
    expect(isAbout(key, `${AC}.json`)).toBe(true);
    expect(isAbout(key, `${AC}/Keys.json`)).toBe(true);
    expect(isAbout(key, `${AC}/Messages.json`)).toBe(false);
  });

  it('is perhaps about the resource of another account, whatever the credential', () => {
    for (const rest of [oauth, authToken, apiKey]) {
      expect(isAbout(rest, `${SUB}/Messages.json`)).toBe(true);
      expect(isAbout(rest, `${AC}/Messages.json`)).toBe(false);
    }
  });

  it('to any other credential is about the credential', () => {
    for (const rest of [oauth, authToken, { ...apiKey, keyType: 'main' as const }]) {
      expect(isAbout(rest, `${AC}.json`)).toBe(false);
    }
  });
});
