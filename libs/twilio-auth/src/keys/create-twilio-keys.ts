import type { AuthInput } from '../core/config/auth-options.js';
import type { HttpOptions } from '../core/config/http-options.js';
import type { TokenStore } from '../core/config/token-store.js';
import { TwilioAuthConfigError } from '../core/errors/config.error.js';
import { own } from '../core/primitives/own.js';
import { systemClock, type Clock } from '../core/primitives/clock.js';
import { TwilioKeys } from '../core/keys/twilio-keys.js';
import { portsOf, startAdministrator } from './administrator.js';

/** The administrator of an account's credentials. */
export interface TwilioKeysOptions {
  /** SID of the account, `AC…`. */
  readonly accountSid: string;
  /**
   * A main key, or a restricted one with `/twilio/iam/api-keys/list`, `read`, `create`, `update` and
   * `delete` and every permission that it gives; the Auth Token on a person's own machine only.
   */
  readonly auth: AuthInput;
  /**
   * Where this runs, for the policy.
   *
   * @defaultValue `process.env.NODE_ENV`
   */
  readonly environment?: string;
  /** The connections to Twilio. */
  readonly http?: HttpOptions;
  /** Address of an emulator. Refused in production. */
  readonly apiBaseUrl?: string;
  /**
   * A store that processes share and that has `lock()`, such as `RedisTokenStore`: while one of them
   * rotates a key, no other one rotates the same. Nothing else is stored in it.
   */
  readonly store?: TokenStore;
}

/**
 * Lists, creates, revokes and rotates API keys, rotates OAuth secrets and the Auth Token, and creates
 * subaccounts, in a script or a pipeline: whoever may do this may do anything with the account, so that
 * it is no provider of the module, and belongs in no server.
 *
 * Rejects with `TWILIO_AUTH_CONFIG_INVALID` or `TWILIO_AUTH_POLICY_VIOLATION` as an application does.
 *
 * @example
 * import { createTwilioKeys } from 'nestjs-twilio-auth/keys';
 *
 * const keys = await createTwilioKeys({
 *   accountSid: 'AC…',
 *   auth: { method: 'api-key', keySid: 'SK…', keySecret: process.env['ADMIN_SECRET'] ?? '' },
 * });
 * await keys.rotate({ deliver: { file: '/run/secrets/twilio.json' } });
 * await keys.close();
 */
export function createTwilioKeys(options: TwilioKeysOptions): Promise<TwilioKeys> {
  return createKeys(options, systemClock);
}

/** The same on a clock of the test. */
export async function createKeys(given: TwilioKeysOptions, clock: Clock): Promise<TwilioKeys> {
  const { store, ...options } = own(given);
  if (store !== undefined && typeof store.lock !== 'function') throw noLock();
  const runtime = await startAdministrator(options, clock);
  const ports = portsOf(runtime, options, clock);
  return new TwilioKeys({ client: runtime.clients.get(), store, ...ports });
}

function noLock(): TwilioAuthConfigError {
  return new TwilioAuthConfigError([
    {
      path: 'store',
      expected: 'expected a token store that has lock()',
      remedy: 'Give a RedisTokenStore of nestjs-twilio-auth/redis, or leave it out.',
    },
  ]);
}
