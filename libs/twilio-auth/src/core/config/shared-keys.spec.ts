import { describe, expect, it } from 'vitest';
import { Secret } from '../primitives/secret.js';
import { isSharedKeyList, readSharedKeys, SHARED_KEY_LIST } from './shared-keys.js';

/** The keys with their secrets in the clear, or the problem. */
function read(text: string): unknown {
  const keys = readSharedKeys(new Secret(text));
  if (typeof keys === 'string') return keys;
  return keys.map((key) => ({ ...key, secret: (key['secret'] as Secret).reveal() }));
}

const one = { keyId: 'k1', secret: 'the:secret' };
const problem = expect.stringMatching(/^expected keyId:secret, separated by commas/);

describe('a list of SharedKeys', () => {
  it.each([
    ['k1:the:secret', [one]],
    [' k1 : the:secret ', [one]],
    ['k1:the:secret, k2:other', [one, { keyId: 'k2', secret: 'other' }]],
    ['hmac-sha1:k1:the:secret', [{ ...one, algorithm: 'hmac-sha1' }]],
    [
      'k2:other, hmac-sha1:k1:s',
      [
        { keyId: 'k2', secret: 'other' },
        { keyId: 'k1', secret: 's', algorithm: 'hmac-sha1' },
      ],
    ],
    ['hmac-sha256:k1:the:secret', [{ ...one, algorithm: 'hmac-sha256' }]],
    ['hmac-md5:k1', [{ keyId: 'hmac-md5', secret: 'k1' }]],
    ['[{"keyId":"k1","secret":"the:secret"}]', [one]],
    ['[{"keyId":" k1 ","secret":"\\"the:secret\\"","algorithm":7}]', [{ ...one, algorithm: 7 }]],
    ['[]', []],
  ])('is read: %s', (text, keys) => expect(read(text)).toStrictEqual(keys));

  it.each([
    'k1',
    'k1:',
    ':secret',
    'k1:secret,',
    'hmac-sha1:k1',
    '[',
    '[{}]',
    '[null]',
    '[7]',
    '[{"keyId":"k1"}]',
    '[{"secret":"s"}]',
    '[{"keyId":1,"secret":"s"}]',
    '[{"keyId":"k1","secret":1}]',
    '[{"keyId":"","secret":"s"}]',
    '[{"keyId":"k1","secret":" "}]',
    '[{"keyId":"k1","secret":"s"},{}]',
  ])('is a problem that quotes nothing of it: %s', (text) => expect(read(text)).toEqual(problem));

  it('has keys with own fields only', () => {
    const [key] = readSharedKeys(new Secret('k1:s')) as readonly object[];
    expect(Object.getPrototypeOf(key)).toBeNull();
  });

  it('is known by its own mark', () => {
    expect(isSharedKeyList({ secret: 'x', [SHARED_KEY_LIST]: true })).toBe(true);
    expect(isSharedKeyList(Object.create({ [SHARED_KEY_LIST]: true }))).toBe(false);
    for (const other of [{ secret: 'x' }, 'text', null, undefined]) {
      expect(isSharedKeyList(other)).toBe(false);
    }
  });
});
