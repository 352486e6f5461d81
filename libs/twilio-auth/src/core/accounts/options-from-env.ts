import { withOrigin } from '../config/account-origin.js';
import { toEnvironment } from '../config/environment.js';
import type { TwilioAuthModuleOptions } from '../config/options.js';
import { Problems } from '../config/problems.js';
import { Env, processVariables, type Variables } from '../config/read-env.js';
import { findDefaultAccount } from './default-account.js';

/**
 * The options that the environment holds, with every secret as a function. They remember their
 * variables, so that errors name them.
 *
 * Empty when anything is wrong: loading empty options reads the environment again, and reports
 * everything that is wrong at once.
 */
export function optionsFromEnv(variables: Variables = processVariables()): TwilioAuthModuleOptions {
  const problems = new Problems();
  const env = new Env(variables);
  const environment = toEnvironment(undefined, env.get('NODE_ENV'));
  const found = findDefaultAccount({}, environment, env, problems);
  if (found === undefined || problems.found.length > 0) return {};
  return withOrigin({ ...found.options }, found.origin);
}
