import ts from 'typescript';
import type { TwilioAuthErrorClasses } from '../../../libs/twilio-auth/src/core/errors/is-twilio-auth-error.js';
import { nodesOf, type SourceFile } from '../source-file.js';

const OWN_CLASS = {
  TWILIO_AUTH_CONFIG_INVALID: true,
  TWILIO_AUTH_POLICY_VIOLATION: true,
  TWILIO_AUTH_CONNECTION_FAILED: true,
  TWILIO_AUTH_ANSWER_INVALID: true,
  TWILIO_AUTH_OAUTH_TOKEN_REFUSED: true,
  TWILIO_AUTH_OAUTH_TOKEN_UNAVAILABLE: true,
} as const satisfies Record<keyof TwilioAuthErrorClasses, true>;

/**
 * An error whose code has its own class is created with that class, because
 * `isTwilioAuthError(error, code)` promises its fields. So the code of a plain `TwilioAuthError` must
 * be a literal.
 */
export function errorClasses(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    [...nodesOf(file.syntax)]
      .filter(ts.isNewExpression)
      .filter(({ expression }) => expression.getText() === 'TwilioAuthError')
      .map(({ arguments: given }) => given?.[0])
      .filter((code) => !isPlainCode(code))
      .map(
        (code) =>
          `${file.path}: new TwilioAuthError(${code?.getText()}) needs the class of its code`,
      ),
  );
}

function isPlainCode(code: ts.Expression | undefined): boolean {
  return code !== undefined && ts.isStringLiteral(code) && !Object.hasOwn(OWN_CLASS, code.text);
}
