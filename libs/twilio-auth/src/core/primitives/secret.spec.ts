import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { REDACTED, Secret } from './secret.js';

const VALUE = 'a-value-that-nobody-may-see';
const secret = new Secret(VALUE);

describe('a secret', () => {
  it('can be read in one way only', () => expect(secret.reveal()).toBe(VALUE));

  it.each([
    ['a template string', () => String(secret)],
    ['concatenation', () => `x${String(secret)}`],
    ['format()', () => format('%s %o %j %O', secret, secret, secret, secret)],
    ['JSON', () => JSON.stringify({ deep: [secret] })],
    ['inspect()', () => inspect({ deep: { deeper: [secret] } }, { depth: 10, showHidden: true })],
    [
      'inspect() without customs',
      () => inspect(secret, { customInspect: false, showHidden: true, getters: true }),
    ],
    [
      'a property list',
      () => JSON.stringify([Object.getOwnPropertyNames(secret), Object.entries(secret)]),
    ],
    ['structuredClone', () => inspect(structuredClone({ secret }), { depth: 5 })],
    [
      'an error and its cause',
      () => inspect(new Error(`with ${String(secret)}`, { cause: secret })),
    ],
    [
      'a map and a set',
      () => inspect([new Map([[secret, secret]]), new Set([secret])], { depth: 5 }),
    ],
    ['arithmetic', () => String(Number(secret))],
  ])('is not seen through %s', (_what, show) => {
    expect(show()).not.toContain(VALUE);
    expect(show()).not.toContain(Buffer.from(VALUE).toString('base64'));
  });

  it('is printed as a placeholder', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
      REDACTED,
      `"${REDACTED}"`,
      REDACTED,
    ]);
  });

  it('is equal only to another one with the same value', () => {
    expect(secret.equals(new Secret(VALUE))).toBe(true);
    expect(secret.equals(new Secret(`${VALUE}x`))).toBe(false);
    expect(secret.equals(new Secret(''))).toBe(false);
  });
});
