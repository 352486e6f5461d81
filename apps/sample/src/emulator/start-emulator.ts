import type { AuthMethod, TwilioEmulator } from 'twilio-auth-emulator';
import type { Address } from '../start/environment.js';

/** Environments in which the emulator may be used, besides an unset one. Any other is production. */
const DEVELOPMENT = ['development', 'dev', 'local', 'test', 'ci'];

/** With any of these variables, no emulator is started. */
const CREDENTIAL =
  /^TWILIO_((TEST_)?ACCOUNT_SID|OAUTH_CLIENT_|API_(KEY|SECRET|BASE_URL)|(TEST_)?AUTH_TOKEN)/;

/** The method is chosen by what is there, and access tokens are signed by signer-account.ts. */
const NOT_SET = /^TWILIO_(AUTH_METHOD|ACCESS_TOKEN_(KEY|SECRET))$/;

/** Slow enough to watch a message go from queued to sent to delivered. */
const STEP_MS = 600;
/** Short enough to watch a token expire and be refreshed. */
const TOKEN_SECONDS = 180;

/**
 * Starts an offline Twilio inside this process and puts its credentials into the environment,
 * where the library finds them like real ones. Does nothing in production, or if there are
 * credentials already: with those, an unset NODE_ENV is production.
 */
export async function startEmulatorIfNeeded({
  port,
}: Address): Promise<TwilioEmulator | undefined> {
  const { NODE_ENV } = process.env as Record<string, string | undefined>;
  const isDevelopment =
    NODE_ENV === undefined || DEVELOPMENT.includes(NODE_ENV.trim().toLowerCase());
  const hasCredentials = Object.keys(process.env).some(
    (name) => CREDENTIAL.test(name) && process.env[name]?.trim(),
  );
  if (!isDevelopment || hasCredentials) return undefined;
  const { TwilioEmulator } = await import('twilio-auth-emulator');
  const emulator = await TwilioEmulator.start({ stepMs: STEP_MS });
  emulator.account.oauthApp.accessTokenTtlSeconds = TOKEN_SECONDS;
  // Only here is an unset environment development: there is no credential that it could weaken.
  Object.assign(process.env, {
    NODE_ENV: NODE_ENV ?? 'development',
    ...variablesOf(emulator, port),
  });
  return emulator;
}

/**
 * The emulator's credentials for one method. One that the library does not know stays as it is:
 * to refuse it with the list of those that exist is the library's part.
 */
function variablesOf(emulator: TwilioEmulator, port: number): Record<string, string> {
  const named = process.env['TWILIO_AUTH_METHOD']?.trim().toLowerCase();
  const known: readonly string[] = ['oauth', 'api-key', 'auth-token', 'test'];
  const method = known.find((name) => name === named) ?? 'oauth';
  const all = {
    ...emulator.env(method as AuthMethod),
    TWILIO_WEBHOOK_BASE_URL: `http://127.0.0.1:${port}`,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !NOT_SET.test(name)));
}
