import type { INestApplicationContext } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { inspect } from 'node:util';
import { renderings } from './renderings.js';
import { secretForms } from './secret-forms.js';

/**
 * Throws when a secret shows in anything of what is given: text that was printed, errors, or a
 * whole application with every provider in it. Each secret is looked for as it is and
 * percent-, base64- and base64url-encoded.
 *
 * The message says where and how it shows, and not what.
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

/** Deep enough for every provider from the root; each is looked into by itself, too. */
const CONTAINER = { depth: 8, showHidden: true, maxStringLength: null, maxArrayLength: null };

/**
 * An application is looked through provider by provider, so that the message names
 * the one; Nest's own hold the container, which is looked through as a whole.
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
