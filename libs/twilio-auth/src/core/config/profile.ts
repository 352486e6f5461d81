import { isObject } from '../primitives/is-object.js';
import { ACCOUNT_OPTIONS } from './account-units.js';
import type { AccountOptions, TwilioAuthModuleOptions } from './options.js';
import type { Problems } from './problems.js';

/**
 * The account of this environment. Profiles are whole accounts and never merged, with the root
 * options or with each other, and an environment without one is an error.
 */
export function findProfile(
  options: TwilioAuthModuleOptions,
  environment: string,
  problems: Problems,
): { readonly options: AccountOptions; readonly path: string } | undefined {
  const profiles = isObject(options.profiles) ? options.profiles : {};
  for (const key of ACCOUNT_OPTIONS.filter((unit) => options[unit] !== undefined)) {
    problems.add({
      path: key,
      expected: 'profiles replace the root account, so both cannot be given',
      remedy: `Move ${key} into each profile, or remove profiles.`,
    });
  }
  const names = Object.keys(profiles);
  const name = names.find((key) => key.trim().toLowerCase() === environment);
  const profile = name === undefined ? undefined : profiles[name];
  if (profile !== undefined) return { options: profile, path: `profiles.${name}` };
  problems.add({
    path: 'profiles',
    expected: `there is no profile for the environment "${environment}"`,
    remedy: `Add one, or set NODE_ENV to one of ${names.join(', ')}.`,
  });
  return undefined;
}
