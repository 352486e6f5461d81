/** One line of an `.env` file. */
export interface EnvLine {
  readonly name: string;
  /** A placeholder for the real value. */
  readonly value: string;
}

/** The methods whose credential is a few variables. */
export type LineMethod = 'oauth' | 'api-key' | 'auth-token' | 'test';

const ACCOUNT: EnvLine = { name: 'TWILIO_ACCOUNT_SID', value: `AC${'x'.repeat(32)}` };

const LINES: Readonly<Record<LineMethod, readonly EnvLine[]>> = {
  oauth: [
    ACCOUNT,
    { name: 'TWILIO_OAUTH_CLIENT_ID', value: `OQ${'x'.repeat(32)}` },
    { name: 'TWILIO_OAUTH_CLIENT_SECRET', value: 'your-client-secret' },
  ],
  'api-key': [
    ACCOUNT,
    { name: 'TWILIO_API_KEY', value: `SK${'x'.repeat(32)}` },
    { name: 'TWILIO_API_SECRET', value: 'your-api-key-secret' },
    { name: 'TWILIO_API_KEY_TYPE', value: 'standard' },
  ],
  'auth-token': [ACCOUNT, { name: 'TWILIO_AUTH_TOKEN', value: 'your-auth-token' }],
  test: [
    { name: 'TWILIO_TEST_ACCOUNT_SID', value: `AC${'x'.repeat(32)}` },
    { name: 'TWILIO_TEST_AUTH_TOKEN', value: 'your-test-auth-token' },
  ],
};

/** The variables of a credential, with placeholders. */
export function credentialLines(method: LineMethod): readonly EnvLine[] {
  return LINES[method];
}
