import type { VariableName } from '../core/config/env-variables.js';
import { methodOf, type BuiltInMethod } from '../core/config/methods.js';

/** One line of an `.env` file. */
export interface EnvLine {
  readonly name: string;
  /** A placeholder for the real value. */
  readonly value: string;
}

const PLACEHOLDERS: Partial<Record<VariableName, string>> = {
  TWILIO_ACCOUNT_SID: `AC${'x'.repeat(32)}`,
  TWILIO_OAUTH_CLIENT_ID: `OQ${'x'.repeat(32)}`,
  TWILIO_OAUTH_CLIENT_SECRET: 'your-client-secret',
  TWILIO_API_KEY: `SK${'x'.repeat(32)}`,
  TWILIO_API_SECRET: 'your-api-key-secret',
  TWILIO_API_KEY_TYPE: 'standard',
  TWILIO_AUTH_TOKEN: 'your-auth-token',
  TWILIO_TEST_ACCOUNT_SID: `AC${'x'.repeat(32)}`,
  TWILIO_TEST_AUTH_TOKEN: 'your-test-auth-token',
};

/** The variables of a credential, with placeholders. */
export function credentialLines(method: BuiltInMethod): readonly EnvLine[] {
  const { accountSid, fields } = methodOf(method);
  return [accountSid, ...Object.values(fields)].flatMap((name) => {
    const value = name && PLACEHOLDERS[name];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}
