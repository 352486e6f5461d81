import type { INestApplicationContext } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { inspect } from 'node:util';

/**
 * Throws when a secret shows anywhere in what is given: text that was printed, errors, or a
 * whole application with every provider in it. Each secret is searched for as it is and
 * percent-, base64- and base64url-encoded.
 *
 * The message says where a secret shows and how, and never the secret itself.
 *
 * @example
 * import { expectNoSecrets } from 'nestjs-twilio-auth/testing';
 *
 * const error = new Error('Twilio refused the credential');
 * expectNoSecrets({ error, log: 'sent SM123' }, ['my-api-key-secret']);
 */
export function expectNoSecrets(
  subjects: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): void {
  if (secrets.length === 0) throw new TypeError('expectNoSecrets needs the secrets to look for.');
  const leaks = Object.entries(subjects)
    .flatMap(([name, subject]) => expand(name, subject))
    .flatMap(([name, subject]) => leaksOf(name, subject, secrets));
  if (leaks.length > 0) throw new Error(`Secrets show in:\n  ${leaks.join('\n  ')}`);
}

function leaksOf(name: string, subject: unknown, secrets: readonly string[]): string[] {
  const rendered =
    typeof subject === 'string' ? [{ how: 'text', text: subject }] : renderings(subject);
  return rendered.flatMap(({ how, text }) =>
    secrets.flatMap((secret, index) =>
      secretForms(secret).some((form) => text.includes(form))
        ? [`${name} (${how}): secret ${index + 1}`]
        : [],
    ),
  );
}

/** Deep enough to reach every provider from the root; each is also inspected by itself. */
const CONTAINER = { depth: 8, showHidden: true, maxStringLength: null, maxArrayLength: null };

/**
 * An application is inspected provider by provider, so that the message can name the one that
 * leaks. Nest's own providers hold the container, which is inspected as a whole.
 */
function expand(name: string, subject: unknown): [string, unknown][] {
  if (!isApplication(subject)) return [[name, subject]];
  const modules = [...subject.get(ModulesContainer).values()].filter(
    (module) => module.name !== 'InternalCoreModule',
  );
  const providers = modules.flatMap((module) =>
    [...module.providers, ...module.controllers, ...module.injectables]
      .filter(([token]) => token !== ModuleRef)
      .map(([token, { instance }]): [string, unknown] => [`${name}: ${labelOf(token)}`, instance]),
  );
  return [[name, inspect(subject, CONTAINER)], ...providers];
}

function isApplication(subject: unknown): subject is INestApplicationContext {
  return (
    typeof subject === 'object' &&
    subject !== null &&
    'get' in subject &&
    'selectContextModule' in subject
  );
}

function labelOf(token: unknown): string {
  return typeof token === 'function' ? token.name : String(token);
}

/** One way of printing a value. */
interface Rendering {
  readonly how: string;
  readonly text: string;
}

/** The texts that logging, serialising and debugging would make of a value. */
function renderings(value: unknown): readonly Rendering[] {
  const ways: Record<string, () => string> = {
    'util.inspect': () => deep(value),
    'util.inspect without custom inspection': () => deep(value, { customInspect: false }),
    'JSON.stringify': () => JSON.stringify(value) ?? '',
    String: () => String(value),
    structuredClone: () => deep(structuredClone(value)),
  };
  return Object.entries(ways).flatMap(([how, render]) => {
    try {
      return [{ how, text: render() }];
    } catch {
      // What cannot be printed this way shows nothing this way.
      return [];
    }
  });
}

function deep(value: unknown, options: { readonly customInspect?: boolean } = {}): string {
  return inspect(value, {
    depth: 12,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
    ...options,
  });
}

/** Shorter strings turn up by chance. */
const MIN_LENGTH = 6;

/**
 * The forms that a secret can have in a text: as it is, percent-encoded, and base64 or base64url
 * at any offset of what was encoded (`user:secret` in a Basic header shifts it).
 */
function secretForms(secret: string): readonly string[] {
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  for (const encoding of ['base64', 'base64url'] as const) {
    for (const shift of [0, 1, 2]) forms.push(embedded(secret, shift, encoding));
  }
  return [...new Set(forms)].filter((form) => form.length >= MIN_LENGTH);
}

/** The part of an encoding that depends on the secret alone, whatever comes before and after it. */
function embedded(secret: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  const encoded = whole.toString(encoding);
  return shift === 0 ? encoded : encoded.slice(4);
}
