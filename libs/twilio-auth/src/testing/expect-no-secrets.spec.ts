import { inspect } from 'node:util';
import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { expect, it, onTestFinished } from 'vitest';
import { Secret } from '../core/primitives/secret.js';
import { expectNoSecrets } from './expect-no-secrets.js';

const SECRET = 'tr0ub4dor&3-with/odd+bytes';
const search = (subject: unknown): (() => void) => {
  return () => expectNoSecrets({ subject }, [SECRET]);
};

function nested(levels: number): object {
  return levels === 0 ? { value: SECRET } : { deeper: nested(levels - 1) };
}

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
  ['what toJSON of a part yields', { part: { toJSON: () => ({ value: SECRET }) } }],
  ['what custom inspection shows', { part: { [inspect.custom]: () => SECRET } }],
  ['what toString returns', { toString: () => SECRET }],
  ['the stack of an error', Object.assign(new Error('no'), { stack: `at ${SECRET}` })],
  ['a symbol property', { [Symbol('x')]: SECRET }],
  ['the description of a symbol', [Symbol(SECRET)]],
  ['the name of a property', { [SECRET]: 1 }],
  ['the key of a map', new Map([[{ key: SECRET }, 1]])],
  ['the value of a map', new Map([['key', [SECRET]]])],
  ['a set', new Set([SECRET])],
  ['the value of a promise', { pending: Promise.resolve({ value: SECRET }) }],
  ['a property of a function', Object.assign(() => {}, { secret: SECRET })],
  ['a property forty levels deep', nested(40)],
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

it('names the provider that leaks, and not one that refers to it', async () => {
  @Injectable()
  class Leaky {
    readonly config = { password: SECRET };
  }
  @Injectable()
  class Innocent {
    constructor(@Inject(Leaky) readonly leaky: Leaky) {}
  }
  @Module({ providers: [Innocent, Leaky] })
  class LeakyModule {}
  const app = await Test.createTestingModule({ imports: [LeakyModule] }).compile();
  onTestFinished(() => app.close());
  expect(() => expectNoSecrets({ app }, [SECRET])).toThrow(
    /^Secrets show in:\n {2}app: Leaky\.config\.password: secret 1$/,
  );
});

it('visits each object once, however often it is referred to', () => {
  // util.inspect would print the innermost one 2^40 times.
  let shared: object = { text: 'nothing to see' };
  for (let level = 0; level < 40; level += 1) shared = { left: shared, right: shared };
  expect(search(shared)).not.toThrow();
});

it('calls no getter', () => {
  const subject = {
    get secret(): string {
      throw new Error('it was called');
    },
  };
  expect(search(subject)).not.toThrow();
});

it('rejects an empty list of secrets', () => {
  expect(() => expectNoSecrets({}, [])).toThrow(TypeError);
});
