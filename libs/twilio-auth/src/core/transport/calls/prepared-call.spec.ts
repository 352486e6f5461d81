import { describe, expect, it } from 'vitest';
import { encodeBody } from './prepared-call.js';

const JSON_TYPE = 'application/json';

describe('a JSON body', () => {
  it.each([
    ['an object', { a: 1 }, '{"a":1}'],
    ['text that is JSON', ' {"a":1}\n', '{"a":1}'],
    ['text that is not JSON', 'a=1', '"a=1"'],
    ['search parameters', new URLSearchParams({ a: '1' }), 'a=1'],
  ])('is made of %s', (_, data, body) => {
    expect(encodeBody(data, JSON_TYPE)).toBe(body);
  });

  it('is sent unchanged when it is a buffer', () => {
    const bytes = Buffer.from('{"a":"é"}');
    expect(encodeBody(bytes, JSON_TYPE)).toBe(bytes);
  });
});

describe('no body', () => {
  it.each([
    ['without data', undefined, JSON_TYPE],
    ['without a content type', { a: 1 }, undefined],
    ['with a content type that the SDK does not know', { a: 1 }, 'Application/JSON'],
  ])('is sent %s', (_, data, type) => {
    expect(encodeBody(data, type)).toBeUndefined();
  });
});
