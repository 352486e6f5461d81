import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { textsOf } from './texts-of.js';

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
  const forms = secrets.map(secretForms);
  const leaks = Object.entries(subjects).flatMap(([name, subject]) =>
    leaksOf(rootsOf(name, subject), forms),
  );
  if (leaks.length > 0) throw new Error(`Secrets show in:\n  ${leaks.join('\n  ')}`);
}

/** A value to search, with the name by which the message calls it. */
interface Root {
  readonly name: string;
  readonly value: unknown;
}

/** The leaks of several roots, each place once; an object belongs to the first that reaches it. */
function leaksOf(roots: readonly Root[], forms: readonly (readonly string[])[]): string[] {
  const visits = { seen: new WeakSet(), others: new Set(roots.map(({ value }) => value)) };
  const leaks = new Set<string>();
  for (const { name, value } of roots) {
    for (const { path, text } of textsOf(value, visits)) {
      for (const [index, secret] of forms.entries()) {
        // The path may be the secret itself, where that is a key.
        if (!secret.some((form) => text.includes(form))) continue;
        const shown = secret.some((form) => path.includes(form)) ? '' : path;
        leaks.add(`${name}${shown}: secret ${index + 1}`);
      }
    }
  }
  return [...leaks];
}

/**
 * An application is searched provider by provider, so that the message can name the one that leaks,
 * and then as a whole.
 */
function rootsOf(name: string, subject: unknown): Root[] {
  const whole = { name, value: subject };
  if (!isApplication(subject)) return [whole];
  const providers = [...subject.get(ModulesContainer).values()].flatMap((module) =>
    [...module.providers, ...module.controllers, ...module.injectables].map(
      ([token, { instance }]): Root => ({ name: `${name}: ${labelOf(token)}`, value: instance }),
    ),
  );
  return [...providers, whole];
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
