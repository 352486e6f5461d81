import { findDefaultAccount } from './default-account.js';
import { withoutAliases } from './env-aliases.js';
import { toEnvironment } from './environment.js';
import type { TwilioAuthModuleOptions } from './options.js';
import { Problems } from './problems.js';
import { withProvenance } from './provenance.js';
import { processVariables, type Variables } from './read-env.js';

/**
 * The options that the environment holds, with every secret as a function. They remember their
 * variables, so that errors name them.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function optionsFromEnv(variables: Variables = processVariables()): TwilioAuthModuleOptions {
  const problems = new Problems();
  const env = withoutAliases(variables, problems);
  // Whoever switched it off need not have credentials; the loading of options reads the switch.
  if (/^(false|0|no|off)$/i.test(env.get('TWILIO_AUTH_ENABLED') ?? '')) return { enabled: false };
  const environment = toEnvironment(undefined, env.get('NODE_ENV'));
  const found = findDefaultAccount({}, environment, env, problems);
  problems.throwIfAny();
  const apiBaseUrl = env.get('TWILIO_API_BASE_URL');
  const options = { ...found?.options, ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }) };
  return found === undefined ? options : withProvenance(options, found.provenance);
}
