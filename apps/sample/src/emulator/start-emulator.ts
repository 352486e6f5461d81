import type { AuthMethod, TwilioEmulator } from 'twilio-auth-emulator';
import { readAddress } from '../start/environment.js';

/** Where the emulator may stand in for Twilio. Anything else is production, and never does. */
const DEVELOPMENT = ['development', 'dev', 'local', 'test', 'ci'];

/** Any of these means that somebody has a Twilio, or an emulator, of their own. */
const CREDENTIAL =
  /^TWILIO_((TEST_)?ACCOUNT_SID|OAUTH_CLIENT_|API_(KEY|SECRET|BASE_URL)|(TEST_)?AUTH_TOKEN)/;

/** Slow enough to watch a message go from queued to sent to delivered. */
const STEP_MS = 600;

/**
 * Starts an offline Twilio inside this process and puts its credentials into the environment,
 * where the library finds them as it would find real ones. Does nothing in production, and
 * nothing when there are credentials already.
 */
export async function startEmulatorIfNeeded(): Promise<TwilioEmulator | undefined> {
  const isDevelopment = DEVELOPMENT.includes(process.env['NODE_ENV']?.trim().toLowerCase() ?? '');
  const hasCredentials = Object.keys(process.env).some(
    (name) => CREDENTIAL.test(name) && process.env[name]?.trim(),
  );
  if (!isDevelopment || hasCredentials) return undefined;
  const { TwilioEmulator } = await import('twilio-auth-emulator');
  const emulator = await TwilioEmulator.start({ stepMs: STEP_MS });
  Object.assign(process.env, variablesOf(emulator, process.env['TWILIO_AUTH_METHOD']));
  return emulator;
}

/**
 * The emulator's credentials for one method. One that the library does not know stays as it is:
 * to refuse it with the list of those that exist is the library's part.
 */
function variablesOf(emulator: TwilioEmulator, named: string | undefined): Record<string, string> {
  const known: readonly string[] = ['oauth', 'api-key', 'auth-token', 'test'];
  const method = known.find((name) => name === named?.trim().toLowerCase()) ?? 'oauth';
  const { TWILIO_AUTH_METHOD: _, ...credentials } = emulator.env(method as AuthMethod);
  const { port } = readAddress();
  return {
    ...credentials,
    TWILIO_WEBHOOK_BASE_URL: `http://127.0.0.1:${port}`,
    // Test credentials are an account of their own, which has no key and signs no webhook.
    ...(method === 'test' ? {} : keysOf(emulator)),
  };
}

function keysOf({ account }: TwilioEmulator): Record<string, string> {
  const { sid, secret } = account.apiKeys.standard;
  return {
    TWILIO_ACCESS_TOKEN_KEY: sid,
    TWILIO_ACCESS_TOKEN_SECRET: secret,
    TWILIO_WEBHOOK_SIGNING_KEYS: account.authToken,
  };
}
