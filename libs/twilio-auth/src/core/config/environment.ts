import type { ConfigProblem } from '../errors/config.error.js';
import { clean } from './clean.js';

/** Where the application runs, and whether that counts as production. */
export interface Environment {
  /** Lower-case name; `(unset)` when nothing names it. */
  readonly name: string;
  readonly isProduction: boolean;
  /** Why, in one sentence. */
  readonly because: string;
}

/** What is not production unless `policy.nonProduction` says otherwise. */
export const NON_PRODUCTION: readonly string[] = ['development', 'dev', 'local', 'test', 'ci'];
const NEVER_NON_PRODUCTION: readonly string[] = ['production', 'prod', 'live', ''];
const UNSET = '(unset)';

/**
 * The environment by name. Fails closed: what is not on the allow list is production, and when
 * NODE_ENV and the `environment` option differ, the stricter one is used. An unset NODE_ENV
 * leaves the choice to the option.
 */
export function toEnvironment(
  option: string | undefined,
  nodeEnv: string | undefined,
  nonProduction: readonly string[] = NON_PRODUCTION,
): Environment {
  const allowed = new Set(nonProduction.map(normalise));
  const stated = [
    { from: 'option environment', name: normalise(option ?? '') },
    { from: 'NODE_ENV', name: normalise(nodeEnv ?? '') },
  ].filter(({ name }) => name !== '');
  const strict = stated.find(({ name }) => !allowed.has(name));
  const decisive = strict ?? stated[0];
  if (decisive === undefined) {
    return {
      name: UNSET,
      isProduction: true,
      because:
        'NODE_ENV is not set, which counts as production; on a development machine set NODE_ENV=development',
    };
  }
  const isProduction = strict !== undefined;
  return { name: decisive.name, isProduction, because: explain(decisive, isProduction) };
}

/** What is wrong with `policy.nonProduction`: production cannot be declared non-production. */
export function nonProductionProblems(nonProduction: readonly string[]): ConfigProblem[] {
  return nonProduction.flatMap((name, index) =>
    NEVER_NON_PRODUCTION.includes(normalise(name))
      ? [
          {
            path: `policy.nonProduction[${index}]`,
            expected: `"${normalise(name)}" cannot be declared non-production`,
            remedy: 'Name your development and test environments only.',
          },
        ]
      : [],
  );
}

function normalise(name: string): string {
  return (clean(name) ?? '').toLowerCase();
}

function explain({ from, name }: { from: string; name: string }, isProduction: boolean): string {
  if (!isProduction) return `${from} is "${name}"`;
  return name.startsWith('prod')
    ? `${from} is "${name}"`
    : `${from} is "${name}", which is not declared non-production`;
}
