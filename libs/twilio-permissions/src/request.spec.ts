import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '#test/support/seeded-random.js';
import { permissionFor } from './request.js';

const ACCOUNT = '/2010-04-01/Accounts/AC00000000000000000000000000000000';
const at = (method: string, path: string, host = 'api.twilio.com') =>
  permissionFor({ method, host, path });
const nameAt = (...request: Parameters<typeof at>): string => {
  const found = at(...request);
  return found.kind === 'mapped' ? found.permission : found.kind;
};

describe('permissionFor', () => {
  it('maps a request to its permission, and says how sure that is', () => {
    expect(at('POST', `${ACCOUNT}/Messages.json`)).toEqual({
      kind: 'mapped',
      permission: '/twilio/messaging/messages/create',
      evidence: 'live',
    });
    expect(at('GET', `${ACCOUNT}/Usage/Records/Daily.json`)).toMatchObject({ evidence: 'docs' });
    expect(at('DELETE', `${ACCOUNT}/Calls/CA1.json`)).toMatchObject({
      permission: '/twilio/voice/calls/delete',
      evidence: 'derived-by-name',
    });
  });

  it('reads nothing from a polluted Object.prototype', async () => {
    const pollution: Record<string, unknown> = Object.prototype as never;
    const mapped = { kind: 'mapped', permission: 'polluted', evidence: 'live' };
    const operations = new Map([['GET', mapped]]);
    const fields = { no: 1, parameter: { operations }, operations, product: mapped };
    vi.resetModules();
    Object.assign(pollution, fields);
    try {
      const fresh = await import('./request.js');
      const found = (path: string) =>
        fresh.permissionFor({ method: 'GET', host: 'monitor.twilio.com', path });
      expect(found('/v1/Alerts')).toMatchObject({ permission: '/twilio/monitor/alerts/list' });
      expect(found('/v1/Things')).toEqual({ kind: 'unknown' });
      expect(found('/v1')).toEqual({ kind: 'unknown' });
    } finally {
      for (const field of Object.keys(fields)) delete pollution[field];
    }
  });

  it('tells one resource from the list', () => {
    expect(nameAt('GET', `${ACCOUNT}/Messages.json`)).toBe('/twilio/messaging/messages/list');
    expect(nameAt('GET', `${ACCOUNT}/Messages/SM1.json`)).toBe('/twilio/messaging/messages/read');
  });

  it('has a note where a mapping is not obvious', () => {
    expect(at('GET', `${ACCOUNT}/Recordings/RE1.json`)).toMatchObject({
      note: 'also serves .mp3 and .wav',
    });
  });

  it('says why no restricted key can make a request', () => {
    expect(at('GET', '/v1/Services', 'sync.twilio.com')).toEqual({
      kind: 'unsupported',
      reason: 'no permission covers this product',
    });
    expect(at('DELETE', '/v1/Services/IS1/Documents/x', 'sync.twilio.com').kind).toBe(
      'unsupported',
    );
    expect(at('POST', '/v1/AuthTokens/Promote', 'accounts.twilio.com')).toEqual({
      kind: 'unsupported',
      reason: 'no permission covers this resource',
    });
    expect(at('POST', '/2010-04-01/Accounts.json')).toEqual({
      kind: 'unsupported',
      reason: 'the resource has permissions, but none for this action',
    });
  });

  it('does not know requests that two permissions may cover, or that have unpublished names', () => {
    expect(nameAt('GET', `${ACCOUNT}/Balance.json`)).toBe('unknown');
    expect(nameAt('GET', '/v1/Conversations', 'conversations.twilio.com')).toBe('unknown');
    expect(nameAt('GET', '/v1/Services', 'serverless.twilio.com')).toBe('unknown');
    expect(nameAt('POST', '/v2/token', 'oauth.twilio.com')).toBe('unknown');
  });

  it('takes no named segment for a parameter', () => {
    const host = 'messaging.twilio.com';
    expect(nameAt('GET', '/v1/Services/MG1', host)).toBe('/twilio/messaging/services/read');
    expect(nameAt('GET', '/v1/Services/Usecases', host)).toBe('unknown');
    expect(nameAt('GET', `${ACCOUNT}/IncomingPhoneNumbers/Local.json`)).toBe(
      '/twilio/phone-numbers/active-numbers/list',
    );
  });
});

describe('The catalogue', () => {
  it('is read at the first question, and once', async () => {
    vi.resetModules();
    const parse = vi.spyOn(JSON, 'parse');
    const library = await import('./index.js');
    expect(parse).not.toHaveBeenCalled();
    expect(library.isWellFormedPermission('/twilio/voice/calls/read')).toBe(true);
    expect(parse).not.toHaveBeenCalled();
    expect(library.isPermission('/twilio/voice/calls/read')).toBe(true);
    library.permissionFor({ method: 'GET', host: 'api.twilio.com', path: '/' });
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
  });
});

describe('permissionFor understands', () => {
  const LIST = '/twilio/messaging/messages/list';

  it.each([
    ['a region', 'GET', `${ACCOUNT}/Messages.json`, 'api.dublin.ie1.twilio.com'],
    ['us1', 'GET', `${ACCOUNT}/Messages.json`, 'api.us1.twilio.com'],
    ['a host in capitals', 'GET', `${ACCOUNT}/Messages.json`, 'API.Twilio.com'],
    ['a port', 'GET', `${ACCOUNT}/Messages.json`, 'api.twilio.com:443'],
    ['a method in small letters', 'get', `${ACCOUNT}/Messages.json`],
    ['a query', 'GET', `${ACCOUNT}/Messages.json?To=%2B15550100&PageSize=5`],
    ['a query with slashes and bad escapes', 'GET', `${ACCOUNT}/Messages.json?a=/b/%zz`],
    ['a fragment', 'GET', `${ACCOUNT}/Messages.json#top`],
    ['XML', 'GET', `${ACCOUNT}/Messages.xml`],
    ['no format', 'GET', `${ACCOUNT}/Messages`],
    ['an encoded segment', 'GET', `${ACCOUNT}/%4Dessages.json`],
    ['an encoded SID', 'GET', '/2010-04-01/Accounts/A%43%31/Messages.json'],
    ['a SID with an encoded slash', 'GET', '/2010-04-01/Accounts/AC1%2FMessages/Messages.json'],
  ])('%s', (_, method, path, host?: string) => {
    expect(nameAt(method, path, host)).toBe(LIST);
  });

  it('phone numbers with a plus, encoded or not', () => {
    for (const number of ['%2B15550100', '+15550100']) {
      const path = `/v2/PhoneNumbers/${number}?Fields=line_type_intelligence`;
      expect(nameAt('GET', path, 'lookups.twilio.com')).toBe('/twilio/lookup/phone-numbers/read');
    }
  });
});

describe('permissionFor does not know', () => {
  it('what is put together at random, and does not throw', () => {
    const random = seededRandom(20_251_126);
    const pick = (parts: readonly string[]): string =>
      parts[Math.floor(random() * parts.length)] ?? '';
    const parts = [
      '/',
      '%',
      '%2f',
      '..',
      '.json',
      '?',
      '#',
      'Accounts',
      '2010-04-01',
      ' ',
      '\0',
      '\uD800',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const path = Array.from({ length: round % 12 }, () => pick(parts)).join('');
      const host = pick(['api.twilio.com', 'twilio.com', '__proto__.twilio.com', '\uD800', '']);
      expect(at(pick(['GET', 'toString', '']), path, host).kind, path).toBe('unknown');
    }
  });

  it.each([
    ['another host', 'GET', `${ACCOUNT}/Messages.json`, 'api.example.com'],
    ['a host that only ends like Twilio', 'GET', `${ACCOUNT}/Messages.json`, 'api.nottwilio.com'],
    ['a host that goes on', 'GET', `${ACCOUNT}/Messages.json`, 'api.twilio.com.example.com'],
    ['a host with too many labels', 'GET', `${ACCOUNT}/Messages.json`, 'api.a.b.c.twilio.com'],
    ['no host', 'GET', `${ACCOUNT}/Messages.json`, ''],
    ['the bare domain', 'GET', `${ACCOUNT}/Messages.json`, 'twilio.com'],
    ['a new product', 'GET', '/v1/Things', 'things.twilio.com'],
    ['a name of Object', 'GET', '/v1/constructor', '__proto__.twilio.com'],
    ['a host that is a name of Object', 'GET', '/toString', 'constructor.twilio.com'],
    ['an absolute URL', 'GET', `https://api.twilio.com${ACCOUNT}/Messages.json`],
    ['a path without a slash', 'GET', `${ACCOUNT}/Messages.json`.slice(1)],
    ['an empty path', 'GET', ''],
    ['the root', 'GET', '/'],
    ['another case', 'GET', ACCOUNT.replace('Accounts', 'accounts') + '/Messages.json'],
    ['a trailing space', 'GET', `${ACCOUNT}/Messages.json `],
    ['a trailing slash', 'GET', `${ACCOUNT}/Messages/`],
    ['an empty segment', 'GET', `${ACCOUNT}//Messages.json`],
    ['two dots before the format', 'GET', `${ACCOUNT}/Messages..json`],
    ['a SID that is only a format', 'GET', `${ACCOUNT}/Messages/.json`],
    ['a SID that is a dot and a format', 'GET', `${ACCOUNT}/Messages/..json`],
    ['two formats', 'GET', `${ACCOUNT}/Messages.json.json`],
    ['a step upwards', 'GET', `${ACCOUNT}/Messages/../Keys.json`],
    ['an encoded step upwards', 'GET', `${ACCOUNT}/Messages/%2e%2e/Keys.json`],
    ['bad escapes', 'GET', `${ACCOUNT}/Messages/%zz.json`],
    ['another method', 'PUT', `${ACCOUNT}/Messages.json`],
    ['no method', '', `${ACCOUNT}/Messages.json`],
    ['a method that is a name of Object', 'constructor', `${ACCOUNT}/Messages.json`],
    ['a resource below a known one', 'GET', `${ACCOUNT}/Messages/SM1/Things.json`],
  ])('%s', (_, method, path, host?: string) => {
    expect(at(method, path, host)).toEqual({ kind: 'unknown' });
  });
});
