import { ValidateBy } from 'class-validator/cjs/decorator/common/ValidateBy.js';
import { ValidateIf } from 'class-validator/cjs/decorator/common/ValidateIf.js';
import { didYouMean } from '../../primitives/closest-to.js';
import { Secret } from '../../primitives/secret.js';
import { isSid, sidKindOf, sidPrefix, type SidKind } from '../../primitives/sid.js';
import { isHttpBaseUrl } from '../base-url.js';
import { foundText, foundType, foundUrl } from '../found-text.js';

const NAMES: Readonly<Record<SidKind, string>> = {
  account: 'an account SID',
  'api-key': 'an API key SID',
  'oauth-app': 'an OAuth client id',
  'public-key': 'a public key SID',
};

/** One check, as its decorator keeps it. */
export interface RuleContext {
  readonly isValid: (value: unknown) => boolean;
  readonly expected: (value: unknown) => string;
  readonly remedyFor: (value: unknown) => string;
}

/** A decorator for one check. Message and remedy may depend on the value; see {@link foundText}. */
export function Rule(
  name: string,
  isValid: (value: unknown) => boolean,
  expected: (value: unknown) => string,
  remedy: string | ((value: unknown) => string),
): PropertyDecorator {
  const remedyFor = typeof remedy === 'string' ? () => remedy : remedy;
  const context: RuleContext = { isValid, expected, remedyFor };
  return ValidateBy({ name, validator: { validate: isValid } }, { context });
}

/** Leaves an absent value alone. */
export const Optional = (): PropertyDecorator =>
  ValidateIf((_object: object, value: unknown) => value !== undefined);

/** A SID of one kind. A SID of another kind is recognised and named in the message. */
export const IsSidOf = (kind: SidKind): PropertyDecorator =>
  Rule(
    'sid',
    (value) => isSid(kind, value),
    (value) => {
      const shape = `${sidPrefix(kind)} and 32 hexadecimal digits`;
      if (value === undefined || value === '') return `${NAMES[kind]} (${shape}) is missing`;
      const found = typeof value === 'string' ? sidKindOf(value) : undefined;
      if (found !== undefined) return `expected ${NAMES[kind]}, found ${NAMES[found]}`;
      const length = typeof value === 'string' ? `, found ${value.length} characters` : '';
      return `expected ${NAMES[kind]}: ${shape}${length}`;
    },
    `Copy the value that starts with ${sidPrefix(kind)} from the Twilio Console.`,
  );

/** A secret: present, without white space, and not a SID. */
export const IsSecret = (what: string): PropertyDecorator =>
  Rule(
    'secret',
    (value) => flawOf(value) === undefined,
    (value) => `${what} ${flawOf(value)}`,
    'Copy the secret itself, not its SID, and without spaces or line breaks.',
  );

/** An absolute http or https URL with an origin and a path only. */
export const IsBaseUrl = (): PropertyDecorator =>
  Rule(
    'base-url',
    isHttpBaseUrl,
    (value) =>
      `expected an absolute http or https URL without query and fragment${foundUrl(value)}`,
    'Write it as https://api.example.com or https://api.example.com/prefix.',
  );

/** One of a list of values. */
export const IsOneOf = (allowed: readonly string[]): PropertyDecorator =>
  Rule(
    'one-of',
    (value) => allowed.some((one) => one === value),
    (value) => `expected one of ${allowed.join(', ')}${foundText(value)}`,
    (value) => `${didYouMean(value, allowed)}Correct the value.`,
  );

/** A whole number between two bounds. */
export const IsWhole = (min: number, max: number): PropertyDecorator =>
  Rule(
    'whole',
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    (value) => `expected a whole number from ${min} to ${max}${foundText(value)}`,
    'Correct the number, and check its unit.',
  );

/** Anything that a function can check: a type, an object of the application. */
export const Is = (expected: string, check: (value: unknown) => boolean): PropertyDecorator =>
  Rule(
    'is',
    check,
    (value) => `expected ${expected}${foundType(value)}`,
    'Correct the type of the value.',
  );

function flawOf(secret: unknown): string | undefined {
  if (!(secret instanceof Secret)) return 'is missing';
  const value = secret.reveal();
  const kind = sidKindOf(value);
  if (kind !== undefined) return `holds ${NAMES[kind]} instead of a secret`;
  // A PEM key has several lines; every other secret has no white space.
  if (value.startsWith('-----BEGIN ')) return undefined;
  return /[\s\p{Cc}]/u.test(value) ? 'contains white space or control characters' : undefined;
}
