import { withoutUndefined } from '../primitives/without-undefined.js';
import type { EnvUnit } from './env-account.js';
import { secret, text } from './env-values.js';
import type { VariableName } from './env-variables.js';
import { METHODS } from './methods.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';
import { SHARED_KEY_LIST } from './shared-keys.js';
import type { SigningKey, WebhookBasicOptions, WebhookOptions } from './webhook-options.js';

const BASIC_USERNAME = 'TWILIO_WEBHOOK_BASIC_USERNAME';
const BASIC_PASSWORD = 'TWILIO_WEBHOOK_BASIC_PASSWORD';
const SIGNING_KEYS = 'TWILIO_WEBHOOK_SIGNING_KEYS';
const SHARED_KEYS = 'TWILIO_WEBHOOK_SHARED_KEYS';

/**
 * How webhooks are verified. An Auth Token that authenticates nothing still verifies: that is
 * its one legitimate use in production. One that does authenticate verifies anyway, and is left
 * out here so that a rotation replaces it in both uses.
 */
export function webhookFromEnv(
  env: Env,
  method: string | undefined,
  problems: Problems,
): EnvUnit<WebhookOptions> | undefined {
  const baseUrl = env.get('TWILIO_WEBHOOK_BASE_URL');
  const sender = senderKeyOf(env, method);
  const keys = signingKeys(env, sender, problems);
  const basic = basicFromEnv(env, problems);
  const options = withoutUndefined({ signingKeys: keys, baseUrl, basic });
  if (Object.keys(options).length === 0) return undefined;
  const variables = {
    'webhook.baseUrl': 'TWILIO_WEBHOOK_BASE_URL',
    'webhook.signingKeys': sender ?? SHARED_KEYS,
    'webhook.sharedKeys': SHARED_KEYS,
    'webhook.basic.username': BASIC_USERNAME,
    'webhook.basic.password': BASIC_PASSWORD,
  } as const;
  return { options, variables: env.variablesOf(variables) };
}

/** The variable with the keys that sign without naming themselves. */
function senderKeyOf(env: Env, method: string | undefined): VariableName | undefined {
  if (env.has(SIGNING_KEYS)) return SIGNING_KEYS;
  const { authToken } = METHODS['auth-token'].fields;
  return env.has(authToken) && method !== 'auth-token' ? authToken : undefined;
}

function signingKeys(
  env: Env,
  sender: VariableName | undefined,
  problems: Problems,
): readonly SigningKey[] | undefined {
  const keys: SigningKey[] = [];
  if (sender !== undefined) {
    const name = sender === SIGNING_KEYS ? undefined : 'auth-token';
    keys.push({ secret: secret(env, sender, problems), ...withoutUndefined({ name }) });
  }
  if (env.has(SHARED_KEYS)) {
    const list = { secret: secret(env, SHARED_KEYS, problems), [SHARED_KEY_LIST]: true };
    keys.push(list);
  }
  return keys.length === 0 ? undefined : keys;
}

function basicFromEnv(env: Env, problems: Problems): WebhookBasicOptions | undefined {
  if (!env.has(BASIC_USERNAME) && !env.has(BASIC_PASSWORD)) return undefined;
  return {
    username: text(env, BASIC_USERNAME, problems),
    password: secret(env, BASIC_PASSWORD, problems),
  };
}
