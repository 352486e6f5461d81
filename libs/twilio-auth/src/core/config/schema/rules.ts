import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { Secret } from '../../primitives/secret.js';
import { isSid, sidKindOf, sidPrefix, type SidKind } from '../../primitives/sid.js';

const NAMES: Readonly<Record<SidKind, string>> = {
  account: 'an account SID',
  'api-key': 'an API key SID',
  'oauth-app': 'an OAuth client id',
};

/** A decorator for one check; message and remedy see what kind of value came, never print it. */
export function Rule(
  name: string,
  check: (value: unknown) => boolean,
  expected: (value: unknown) => string,
  remedy: string,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: check,
        defaultMessage: (args?: ValidationArguments) => expected(args?.value),
      },
    },
    { context: { remedy } },
  );
}

/** Leaves an absent value alone. */
export const Optional = (): PropertyDecorator =>
  ValidateIf((_object: object, value: unknown) => value !== undefined);

/** A SID of one kind; a SID of another kind in its place is recognised and named. */
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

/** A secret that can be one: present, in one piece, and not somebody's SID. */
export const IsSecret = (what: string): PropertyDecorator =>
  Rule(
    'secret',
    (value) => flawOf(value) === undefined,
    (value) => `${what} ${flawOf(value)}`,
    'Copy the secret that belongs to the identifier beside it.',
  );

/** An absolute http or https URL that is nothing more than an origin and a path. */
export const IsBaseUrl = (): PropertyDecorator =>
  Rule(
    'base-url',
    isBaseUrl,
    () => 'expected an absolute http or https URL without query and fragment',
    'Write it as https://api.example.com or https://api.example.com/prefix.',
  );

/** One word of a list. */
export const IsOneOf = (words: readonly string[]): PropertyDecorator =>
  Rule(
    'one-of',
    (value) => typeof value === 'string' && words.includes(value),
    () => `expected one of ${words.join(', ')}`,
    'Correct the word.',
  );

/** A whole number between two bounds. */
export const IsWhole = (min: number, max: number): PropertyDecorator =>
  Rule(
    'whole',
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    () => `expected a whole number from ${min} to ${max}`,
    'Correct the number; mind its unit.',
  );

/** A function, an object of the application's own, or anything else that a test can tell. */
export const Is = (expected: string, check: (value: unknown) => boolean): PropertyDecorator =>
  Rule('is', check, () => `expected ${expected}`, 'Correct the type of the value.');

function flawOf(secret: unknown): string | undefined {
  if (!(secret instanceof Secret)) return 'is missing';
  const value = secret.reveal();
  const kind = sidKindOf(value);
  if (kind !== undefined) return `holds ${NAMES[kind]} instead of a secret`;
  // PEM keys span lines; everything else is one token.
  if (value.startsWith('-----BEGIN ')) return undefined;
  return /[\s\p{Cc}]/u.test(value) ? 'contains white space or control characters' : undefined;
}

function isBaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && search === '' && hash === '' && !/[?#]/.test(value);
}
