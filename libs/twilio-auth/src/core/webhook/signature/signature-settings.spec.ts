import { describe, expect, it } from 'vitest';
import { sharedKey, TOKEN, webhookKey } from '#test/support/webhook-fixture.js';
import { keysFor, signatureSettings } from './signature-settings.js';

const settingsOf = (header?: string) =>
  signatureSettings({
    headers: header === undefined ? {} : { 'x-twilio-webhooks-signature-settings': header },
  });

describe('what a request says about its signature', () => {
  it('is nothing for an Auth Token', () => {
    expect(settingsOf()).toEqual({ by: 'any-sha1-key', algorithm: 'hmac-sha1' });
  });

  it.each([
    ['key=k1,algorithm=HMAC_SHA256', 'k1', 'hmac-sha256'],
    ['key=k1,algorithm=HMAC_SHA1', 'k1', 'hmac-sha1'],
    ['algorithm=HMAC_SHA256,key=k1', 'k1', 'hmac-sha256'],
    [' key=k1 , algorithm=HMAC_SHA256 ', 'k1', 'hmac-sha256'],
    ['key=k 1,algorithm=HMAC_SHA1', 'k 1', 'hmac-sha1'],
    ['version=2,key=k1,algorithm=HMAC_SHA256', 'k1', 'hmac-sha256'],
    ['key=key=k1,algorithm=HMAC_SHA256', 'key=k1', 'hmac-sha256'],
  ])('names the key and how it signed: %s', (header, keyId, algorithm) => {
    expect(settingsOf(header)).toEqual({ by: 'shared-key', keyId, algorithm });
  });

  it.each([
    ['', 'unknown-key'],
    ['algorithm=HMAC_SHA256', 'unknown-key'],
    ['key=,algorithm=HMAC_SHA256', 'unknown-key'],
    ['key=k1,key=k2,algorithm=HMAC_SHA256', 'unknown-key'],
    ['xkey=k1,algorithm=HMAC_SHA256', 'unknown-key'],
    ['key=k1', 'unknown-algorithm'],
    ['key=k1,algorithm=', 'unknown-algorithm'],
    ['key=k1,algorithm=HMAC_MD5', 'unknown-algorithm'],
    ['key=k1,algorithm=hmac_sha256', 'unknown-algorithm'],
    ['key=k1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA1', 'unknown-algorithm'],
    ['key=k1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA256', 'unknown-algorithm'],
    ['key=k1,xalgorithm=HMAC_SHA256', 'unknown-algorithm'],
  ])('is nothing that a key can answer to: %s', (header, reason) => {
    expect(settingsOf(header)).toEqual({ by: 'nothing', reason });
  });
});

describe('the keys that may have signed', () => {
  const token = webhookKey(TOKEN);
  const [sha256, sha1] = [sharedKey('k1', 'a'), sharedKey('k2', 'b', 'hmac-sha1')];
  const named = (keyId: string, algorithm: 'hmac-sha1' | 'hmac-sha256') =>
    ({ by: 'shared-key', keyId, algorithm }) as const;
  const unnamed = { by: 'any-sha1-key', algorithm: 'hmac-sha1' } as const;

  it('are those of SHA-1 where no key is named', () => {
    expect(keysFor(unnamed, [token, sha1])).toEqual([token, sha1]);
    expect(keysFor(unnamed, [sha256, token, sha1])).toEqual([token, sha1]);
    expect(keysFor(unnamed, [sha256])).toBe('unknown-key');
    expect(keysFor(unnamed, [])).toBe('unknown-key');
  });

  it('are the named one, for the algorithm that it was given for', () => {
    const keys = [token, sha256, sha1];
    expect(keysFor(named('k1', 'hmac-sha256'), keys)).toEqual([sha256]);
    expect(keysFor(named('k2', 'hmac-sha1'), keys)).toEqual([sha1]);
    expect(keysFor(named('k1', 'hmac-sha1'), keys)).toBe('unknown-algorithm');
    expect(keysFor(named('k3', 'hmac-sha256'), keys)).toBe('unknown-key');
  });
});
