import { describe, expect, it } from 'vitest';
import { signedBody } from './signed-body.js';

const HASHED = '/x?bodySHA256=abc';
const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const MANY = Array.from({ length: 1_001 }, (_, index) => `a${index}=1`).join('&');

/** The kind of the body, with its reason or its number of fields. */
function kindOf(
  body: string | undefined,
  type: string | undefined,
  target = '/x',
  method = 'POST',
) {
  const headers = { 'content-type': type, ...(body === undefined && { 'content-length': '3' }) };
  const found = signedBody({ method, headers, rawBody: body }, target);
  return found.kind === 'unreadable' ? found.reason : `${found.kind} ${found.form.fields.length}`;
}

describe('how a signature covers a body', () => {
  it.each([
    ['a=1&b=2', FORM, '/x', 'form 2'],
    ['a=1&b=2', undefined, '/x', 'form 2'],
    ['', FORM, '/x', 'form 0'],
    ['', 'text/plain', '/x', 'form 0'],
    ['', JSON_TYPE, '/x', 'body-hash-missing'],
    ['{}', JSON_TYPE, '/x', 'body-hash-missing'],
    ['x', 'text/plain', '/x', 'body-hash-missing'],
    ['a=1', `${FORM}x`, '/x', 'body-hash-missing'],
    ['{}', JSON_TYPE, HASHED, 'hash 0'],
    ['a=1&b=2', FORM, HASHED, 'hash 2'],
    ['a=1&b=2', `${FORM}x`, HASHED, 'hash 2'],
    ['a=1&b=2', 'text/plain', HASHED, 'hash 0'],
    ['', JSON_TYPE, HASHED, 'hash 0'],
    ['a=1', `${FORM}; charset=latin1`, '/x', 'body-hash-missing'],
    ['a=1', `${FORM}; charset=latin1`, HASHED, 'body-hash-missing'],
    ['', `${FORM}; charset=latin1`, '/x', 'form 0'],
    [MANY, FORM, '/x', 'too-many-fields'],
    [MANY, FORM, HASHED, 'too-many-fields'],
    [MANY, JSON_TYPE, HASHED, 'hash 0'],
    ['a=1', FORM, '/bodySHA256=abc', 'form 1'],
    ['a=1', FORM, '/x?abodySHA256=abc', 'form 1'],
  ])('depends on its type and on a hash: %#', (body, type, target, kind) => {
    expect(kindOf(body, type, target)).toBe(kind);
  });

  it.each([
    [FORM, '/x', 'raw-body-missing'],
    [JSON_TYPE, '/x', 'raw-body-missing'],
    ['text/plain', '/x', 'body-hash-missing'],
    ['text/plain', HASHED, 'raw-body-missing'],
  ])('is unknown without the bytes of a %s for %s', (type, target, reason) => {
    expect(kindOf(undefined, type, target)).toBe(reason);
  });

  it('is by its fields where a GET has none, also beside a hash', () => {
    expect(kindOf('', JSON_TYPE, HASHED, 'GET')).toBe('form 0');
    expect(kindOf('', JSON_TYPE, '/x', 'GET')).toBe('form 0');
  });

  it('is the first hash of the query', () => {
    const request = { method: 'POST', headers: {}, rawBody: '{}' };
    expect(signedBody(request, '/x?a=1&bodySHA256=one&bodySHA256=two')).toMatchObject({
      hash: 'one',
      isJson: false,
    });
  });
});
