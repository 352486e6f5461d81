/** The variables of an application, as its environment has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const ZEROS = '0'.repeat(32);
const ACCOUNT = {
  TWILIO_ACCOUNT_SID: `AC${ZEROS}`,
  TWILIO_WEBHOOK_SIGNING_KEYS: 'an-auth-token-of-no-real-account',
  TWILIO_WEBHOOK_BASE_URL: 'https://app.example.com',
};

/** A complete configuration for each method, with credentials of no account. */
export const EXAMPLES: Readonly<Record<string, Variables>> = {
  oauth: {
    ...ACCOUNT,
    TWILIO_OAUTH_CLIENT_ID: `OQ${ZEROS}`,
    TWILIO_OAUTH_CLIENT_SECRET: 'a-secret-of-no-app',
  },
  'api-key': {
    ...ACCOUNT,
    TWILIO_API_KEY: `SK${ZEROS}`,
    TWILIO_API_SECRET: 'a-secret-of-no-key',
    TWILIO_API_KEY_TYPE: 'standard',
  },
  'auth-token': { TWILIO_ACCOUNT_SID: `AC${ZEROS}`, TWILIO_AUTH_TOKEN: ZEROS },
  test: {
    TWILIO_AUTH_METHOD: 'test',
    TWILIO_WEBHOOK_SIGNING_KEYS: ACCOUNT.TWILIO_WEBHOOK_SIGNING_KEYS,
    TWILIO_TEST_ACCOUNT_SID: `AC${ZEROS}`,
    TWILIO_TEST_AUTH_TOKEN: ZEROS,
  },
};
