import { describe, expect, it } from 'vitest';
import { ACCOUNT_SID, OTHER_SID, webhookKey } from '#test/support/webhook-fixture.js';
import { parseBaseUrl } from '../../config/base-url.js';
import { namesOnly } from './named-sids.js';
import { SignatureCheck, signatureOf } from '../signature/signature.js';
import { readUpgrade, readWebhook } from './signed-request.js';

const MANY = Array.from({ length: 1_001 }, (_, index) => `a${index}=1`).join('&');
const FORM = 'application/x-www-form-urlencoded';

describe('a key', () => {
  const text = { url: 'https://a.b/x', params: Buffer.from('a1') };
  const signatureBy = (secret: string) => Buffer.from(signatureOf(secret, text), 'latin1');

  it('made a signature of its own, each time that it is asked', () => {
    const check = new SignatureCheck();
    const key = webhookKey('a-key');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(check.matches(key, text, signatureBy('a-key'))).toBe(true);
      expect(check.matches(key, text, signatureBy('b-key'))).toBe(false);
    }
    expect(check.matches(key, { ...text, params: Buffer.alloc(0) }, signatureBy('a-key'))).toBe(
      false,
    );
  });

  it('that is empty made none, since anybody can sign with it', () => {
    const check = new SignatureCheck();
    expect(check.matches(webhookKey(''), text, signatureBy(''))).toBe(false);
  });
});

describe('a request with too many parameters', () => {
  it('is not read, whatever it is', () => {
    const request = { method: 'GET', headers: {} };
    const unreadable = { kind: 'unreadable', reason: 'too-many-fields' };
    expect(readWebhook(request, `/x?${MANY}`)).toEqual(unreadable);
    expect(readUpgrade(request, `/x?${MANY}`)).toEqual(unreadable);
    expect(readUpgrade(request, '/x?a=1')).toMatchObject({ kind: 'signed' });
  });
});

describe('what Twilio may have signed for an upgrade', () => {
  const textsOf = (target: string, base = 'wss://a.b') => {
    const read = readUpgrade({ headers: {} }, target);
    if (read.kind !== 'signed') throw new Error('unreadable');
    return read
      .texts(parseBaseUrl(base)!, target)
      .filter(({ url }) => !/:\d/.test(url))
      .map(({ url, params }) => `${url} ${Buffer.from(params).toString()}`);
  };

  it('has a slash at its end or not, and its query in the URL or as parameters', () => {
    const urls = textsOf('/x?b=2').filter((one) => one.startsWith('wss:'));
    expect(new Set(urls)).toEqual(
      new Set(['wss://a.b/x?b=2 ', 'wss://a.b/x b2', 'wss://a.b/x/?b=2 ', 'wss://a.b/x/ b2']),
    );
    // Each text once: every one of them costs an HMAC.
    expect(urls).toHaveLength(4);
    expect(textsOf('/x')).toEqual(['wss://a.b/x ', 'wss://a.b/x/ ']);
    expect(textsOf('/')).toEqual(['wss://a.b/ ', 'wss://a.b ']);
    expect(new Set(textsOf('/x/').filter((one) => one.startsWith('wss:')))).toEqual(
      new Set(['wss://a.b/x/ ', 'wss://a.b/x ']),
    );
  });

  it('is nothing for a scheme that no upgrade has', () => {
    expect(textsOf('/x', 'ftp://a.b')).toEqual([]);
  });
});

describe('the host of a request', () => {
  const own = (host: unknown) => {
    const read = readWebhook({ method: 'GET', headers: {}, host } as never, '/');
    return read.kind === 'signed' ? read.ownBaseUrl() : read;
  };

  it('is a host with perhaps a port, and nothing else', () => {
    expect(own('a.b:1')).toBe('https://a.b:1');
    for (const host of ['a.b/x', 'a b', ['a.b'], 7]) expect(own(host)).toBe('https://');
  });

  describe('of Express 4, whose `host` has no port', () => {
    const ofExpress4 = (headers: Readonly<Record<string, string>>) => {
      const prototype = { host: 'a.b' };
      const request = Object.assign(Object.create(prototype), { method: 'GET', headers });
      const read = readWebhook(request, '/');
      return read.kind === 'signed' ? read.ownBaseUrl() : read;
    };

    it('is that of the header', () => {
      expect(ofExpress4({ host: 'a.b:3000' })).toBe('https://a.b:3000');
    });

    it('is what Express makes of the forwarded host behind a proxy', () => {
      const headers = { host: 'internal:3000', 'x-forwarded-host': 'a.b' };
      expect(ofExpress4(headers)).toBe('https://a.b');
    });
  });

  it('of Fastify 4, which has no `host`, is its `hostname` behind a proxy that it trusts', () => {
    const ofFastify4 = (hostname: string) => {
      const headers = { host: 'internal:3000', 'x-forwarded-host': 'a.b:8443' };
      const request = Object.assign(Object.create({ hostname }), { method: 'GET', headers });
      const read = readWebhook(request, '/');
      return read.kind === 'signed' ? read.ownBaseUrl() : read;
    };
    expect(ofFastify4('a.b:8443')).toBe('https://a.b:8443');
    expect(ofFastify4('internal:3000')).toBe('https://internal:3000');
  });
});

describe('a request that names only one account', () => {
  const only = (body: string | undefined, more: object = {}, target = '/x') => {
    const headers = { 'content-type': FORM, 'content-length': '9' };
    const request = { method: 'POST', headers, rawBody: body, ...more };
    return namesOnly(ACCOUNT_SID, request, target);
  };
  const type = (contentType: string) => ({ headers: { 'content-type': contentType } });

  it('may do so in its query, its form and its JSON', () => {
    expect(only('')).toBe(true);
    expect(only(`AccountSid=${ACCOUNT_SID}`)).toBe(true);
    expect(only(`AccountSid=${OTHER_SID}`)).toBe(false);
    expect(only('', {}, `/x?AccountSid=${OTHER_SID}`)).toBe(false);
    expect(only(`{"account_sid":"${OTHER_SID}"}`, type('application/json'))).toBe(false);
    expect(only(`{"account_sid":"${ACCOUNT_SID}"}`, type('application/json'))).toBe(true);
    expect(only(undefined, { body: { AccountSid: OTHER_SID } })).toBe(false);
    expect(only(undefined, { body: { AccountSid: ACCOUNT_SID } })).toBe(true);
  });

  it('is none where nobody can know', () => {
    expect(only(MANY)).toBe(false);
    expect(only('', {}, `/x?${MANY}`)).toBe(false);
    expect(only('a=1', type(`${FORM}; charset=latin1`))).toBe(false);
    expect(only('', type(`${FORM}; charset=latin1`))).toBe(true);
    expect(only('not JSON', type('application/json'))).toBe(false);
  });
});
