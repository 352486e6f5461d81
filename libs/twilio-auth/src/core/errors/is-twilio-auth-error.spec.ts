import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { nodesOf, readSources } from '#test/architecture/source-file.js';
import { TwilioAuthConfigError, type ConfigProblem } from './config.error.js';
import { TwilioConnectionError } from './connection.error.js';
import type { TwilioAuthErrorCode } from './error-codes.js';
import {
  isTwilioAuthError,
  type TwilioAuthErrorClasses,
  type TwilioAuthErrorOf,
} from './is-twilio-auth-error.js';
import { TwilioAuthPolicyError, type PolicyViolation } from './policy.error.js';
import { TwilioTokenError } from './token.error.js';
import { TwilioAuthError } from './twilio-auth.error.js';

describe('isTwilioAuthError', () => {
  it('recognises an error by its code, without instanceof', () => {
    const error: unknown = new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off');
    expect(isTwilioAuthError(error)).toBe(true);
    expect(isTwilioAuthError(error, 'TWILIO_AUTH_DISABLED')).toBe(true);
    expect(isTwilioAuthError(error, 'TWILIO_AUTH_CAPABILITY')).toBe(false);
  });

  it.each([
    undefined,
    null,
    'TWILIO_AUTH_DISABLED',
    new Error('x'),
    { code: 'TWILIO_AUTH_DISABLED' },
  ])('does not recognise %j', (error) => expect(isTwilioAuthError(error)).toBe(false));

  it('narrows to the class of the code', () => {
    const fields = (error: unknown): unknown => {
      if (isTwilioAuthError(error, 'TWILIO_AUTH_CONFIG_INVALID')) {
        expectTypeOf(error.problems).toEqualTypeOf<readonly ConfigProblem[]>();
        return error.problems;
      }
      if (isTwilioAuthError(error, 'TWILIO_AUTH_POLICY_VIOLATION')) {
        expectTypeOf(error.violations).toEqualTypeOf<readonly PolicyViolation[]>();
        return error.violations;
      }
      if (isTwilioAuthError(error, 'TWILIO_AUTH_CONNECTION_FAILED')) return error.host;
      if (isTwilioAuthError(error, 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED')) return error.twilioCode;
      if (isTwilioAuthError(error, 'TWILIO_AUTH_DISABLED')) {
        expectTypeOf(error).toEqualTypeOf<TwilioAuthError>();
      }
      return undefined;
    };
    const to = { host: 'api.twilio.com', method: 'GET', path: '/', causeCode: 'ECONNRESET' };
    const refusal = { reason: 'invalid_client', twilioCode: 70051 };
    const errors: TwilioAuthError[] = [
      new TwilioAuthConfigError([]),
      new TwilioAuthPolicyError('no'),
      new TwilioConnectionError(to),
      new TwilioTokenError('TWILIO_AUTH_OAUTH_TOKEN_REFUSED', 'no', refusal),
      new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off'),
    ];
    expect(errors.map(fields)).toEqual([[], [], 'api.twilio.com', 70051, undefined]);
  });

  it('narrows to every class that several codes have in common', () => {
    expectTypeOf<
      TwilioAuthErrorOf<'TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE' | 'TWILIO_AUTH_DISABLED'>
    >().toEqualTypeOf<TwilioTokenError | TwilioAuthError>();
  });
});

/** The codes whose errors must be made by their own class: narrowing promises its fields. */
const OWN_CLASS = {
  TWILIO_AUTH_CONFIG_INVALID: true,
  TWILIO_AUTH_POLICY_VIOLATION: true,
  TWILIO_AUTH_CONNECTION_FAILED: true,
  TWILIO_AUTH_OAUTH_TOKEN_REFUSED: true,
  TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE: true,
} as const satisfies Record<keyof TwilioAuthErrorClasses, true>;

/** The first argument of every `new TwilioAuthError(…)`, as it stands in the source. */
function plainCodes(syntax: ts.SourceFile): string[] {
  return [...nodesOf(syntax)]
    .filter(ts.isNewExpression)
    .filter(({ expression }) => expression.getText() === 'TwilioAuthError')
    .map((made) => made.arguments?.[0]?.getText().replaceAll("'", '') ?? '');
}

describe('an error with a class of its own', () => {
  const needsClass = (code: string): boolean =>
    !/^TWILIO_AUTH_[A-Z_]+$/.test(code) || Object.hasOwn(OWN_CLASS, code);

  it('is made by that class everywhere', () => {
    const made = readSources('libs/twilio-auth/src').flatMap(({ path, syntax }) =>
      plainCodes(syntax).map((code) => ({ path, code: code as TwilioAuthErrorCode })),
    );
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter(({ code }) => needsClass(code))).toEqual([]);
  });

  it.each(["'TWILIO_AUTH_CONFIG_INVALID'", 'code'])('is noticed when it is not: %s', (first) => {
    const text = `throw new TwilioAuthError(${first}, 'no');`;
    const syntax = ts.createSourceFile('planted.ts', text, ts.ScriptTarget.Latest, true);
    expect(plainCodes(syntax).filter(needsClass)).toHaveLength(1);
  });
});
