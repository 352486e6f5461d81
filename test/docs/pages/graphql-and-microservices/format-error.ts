import { isTwilioAuthError } from 'nestjs-twilio-auth';

interface FormattedError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** For `formatError` of `GraphQLModule.forRoot()`: the message names variables and accounts. */
export function withoutDetails(formatted: FormattedError, error: unknown): FormattedError {
  const original = (error as { originalError?: unknown }).originalError ?? error;
  if (!isTwilioAuthError(original)) return formatted;
  return { message: 'Twilio is not available.', extensions: { code: original.code } };
}
