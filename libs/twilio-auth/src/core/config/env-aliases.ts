import type { Problems } from './problems.js';
import { Env, type Variables } from './read-env.js';
import type { SecretInput } from './secret-input.js';

const ALIASES: Readonly<Record<string, string>> = {
  TWILIO_API_KEY_SID: 'TWILIO_API_KEY',
  TWILIO_API_KEY_SECRET: 'TWILIO_API_SECRET',
};

/**
 * The environment with each alias under its main name. Two names for one thing leave it open
 * which counts, so both together are a problem.
 */
export function withoutAliases(variables: Variables, problems: Problems): Env {
  const raw = new Env(variables);
  const resolved: Record<string, string | undefined> = { ...variables };
  for (const [alias, name] of Object.entries(ALIASES)) {
    if (!raw.has(alias)) continue;
    if (raw.has(name)) {
      problems.add(onlyOne(name, alias));
      continue;
    }
    resolved[name] = raw.get(alias);
    resolved[`${name}_FILE`] = raw.get(`${alias}_FILE`);
  }
  return new Env(resolved);
}

/** A secret of the environment, after making sure that only one of its two forms is set. */
export function envSecret(env: Env, name: string, problems: Problems): SecretInput | undefined {
  if (env.hasBoth(name)) problems.add(onlyOne(name, `${name}_FILE`));
  return env.secret(name);
}

function onlyOne(name: string, other: string): Parameters<Problems['add']>[0] {
  return {
    path: 'environment',
    variable: name,
    expected: `${name} and ${other} are both set, only one may be`,
    remedy: 'Remove one of them.',
  };
}
