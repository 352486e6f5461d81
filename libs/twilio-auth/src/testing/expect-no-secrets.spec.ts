import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { expect, it, onTestFinished } from 'vitest';
import { Secret } from '../core/primitives/secret.js';
import { expectNoSecrets } from './expect-no-secrets.js';

const SECRET = 'tr0ub4dor&3-with/odd+bytes';
const search = (subject: unknown): (() => void) => {
  return () => expectNoSecrets({ subject }, [SECRET]);
};

it.each([
  ['plain text', `the secret is ${SECRET}`],
  ['percent-encoded', `client_secret=${encodeURIComponent(SECRET)}`],
  ['a Basic header', `Basic ${Buffer.from(`AC123:${SECRET}`).toString('base64')}`],
  ['a Basic header of another length', `Basic ${Buffer.from(`AC12:${SECRET}`).toString('base64')}`],
  ['base64url', Buffer.from(SECRET).toString('base64url')],
  ['a nested property', { a: { b: { c: [SECRET] } } }],
  ['the cause of an error', new Error('no', { cause: new Error(SECRET) })],
  ['a hidden property', Object.defineProperty({}, 'hidden', { value: SECRET })],
  ['what toJSON yields', { toJSON: () => SECRET }],
])('finds a secret in %s', (_where, subject) => {
  expect(search(subject)).toThrow(/^Secrets show in:\n {2}subject/);
});

it('names where it shows and never the secret', () => {
  expect(search({ password: SECRET })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(SECRET) }),
  );
});

it('allows a secret in a private field and in a Secret', () => {
  class Keeper {
    readonly #secret = SECRET;
    length(): number {
      return this.#secret.length;
    }
  }
  expect(
    search({ keeper: new Keeper(), wrapped: new Secret(SECRET), log: 'nothing to see' }),
  ).not.toThrow();
});

it('inspects every provider of an application', async () => {
  @Injectable()
  class Leaky {
    readonly password = SECRET;
  }
  @Module({ providers: [Leaky] })
  class LeakyModule {}
  const app = await Test.createTestingModule({ imports: [LeakyModule] }).compile();
  onTestFinished(() => app.close());
  expect(() => expectNoSecrets({ app }, [SECRET])).toThrow('app: Leaky');
});

it('rejects an empty list of secrets', () => {
  expect(() => expectNoSecrets({}, [])).toThrow(TypeError);
});
