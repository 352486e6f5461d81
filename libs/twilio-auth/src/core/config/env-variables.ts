/** Variables that hold a secret. Each may name a file instead: `NAME_FILE`. */
export const SECRET_VARIABLES = [
  'TWILIO_OAUTH_CLIENT_SECRET',
  'TWILIO_API_SECRET',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_TEST_AUTH_TOKEN',
  'TWILIO_ACCESS_TOKEN_SECRET',
  'TWILIO_WEBHOOK_SIGNING_KEYS',
] as const;

const ALIASES: Readonly<Record<string, string>> = {
  TWILIO_API_KEY: 'TWILIO_API_KEY_SID',
  TWILIO_API_SECRET: 'TWILIO_API_KEY_SECRET',
};

const isSecret = (name: string): boolean => (SECRET_VARIABLES as readonly string[]).includes(name);

/** Every name under which a variable may be set: its own, its alias, and a file for each. */
export function formsOf(name: string): readonly string[] {
  const alias = ALIASES[name];
  const names = alias === undefined ? [name] : [name, alias];
  return isSecret(name) ? names.flatMap((form) => [form, `${form}_FILE`]) : names;
}
