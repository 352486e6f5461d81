import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** The variables that belong together, strongest way to authenticate first. */
const SETS = [
  { method: 'oauth', needs: ['TWILIO_OAUTH_CLIENT_ID', 'TWILIO_OAUTH_CLIENT_SECRET'] },
  { method: 'api-key', needs: ['TWILIO_API_KEY', 'TWILIO_API_SECRET'] },
  { method: 'auth-token', needs: ['TWILIO_AUTH_TOKEN'] },
  { method: 'test', needs: ['TWILIO_TEST_ACCOUNT_SID', 'TWILIO_TEST_AUTH_TOKEN'] },
] as const;

/** Methods that the environment can configure. */
export type EnvMethod = (typeof SETS)[number]['method'];

const METHODS: readonly string[] = SETS.map(({ method }) => method);
const LABELS: Readonly<Record<EnvMethod, string>> = {
  oauth: 'OAuth credentials',
  'api-key': 'an API key',
  'auth-token': 'an Auth Token',
  test: 'test credentials',
};

/** The method that the environment asks for, and why. */
export interface EnvChoice {
  readonly method: EnvMethod;
  readonly because: string;
  readonly methodNamed: boolean;
  readonly alternatives: readonly string[];
}

/** Whether the environment holds any credential, complete or not, or names a method. */
export function envHasCredentials(env: Env): boolean {
  return (
    env.get('TWILIO_AUTH_METHOD') !== undefined ||
    SETS.some(({ needs }) => needs.some((name) => env.has(name)))
  );
}

/**
 * Chooses how to authenticate. A named method is taken at its word; otherwise the strongest
 * complete set counts (in the environment `test`, test credentials first), and a set given in
 * part stops the start: falling back to a weaker credential is how Auth Tokens leak.
 */
export function chooseEnvMethod(
  env: Env,
  environment: string,
  problems: Problems,
): EnvChoice | undefined {
  const named = env.get('TWILIO_AUTH_METHOD')?.toLowerCase();
  if (named !== undefined) return namedMethod(named, problems);
  reportPartialSets(env, problems);
  const complete = SETS.filter(({ needs }) => needs.every((name) => env.has(name)));
  const usable = complete.filter(({ method }) => (method === 'test') === (environment === 'test'));
  const chosen = usable[0] ?? complete.find(({ method }) => method !== 'test');
  if (chosen === undefined) {
    if (problems.found.length === 0) reportNothingFound(complete.length > 0, problems);
    return undefined;
  }
  return {
    method: chosen.method,
    because: explain(chosen.method),
    methodNamed: false,
    alternatives: complete
      .map(({ method }) => method)
      .filter((method) => method !== chosen.method && method !== 'test'),
  };
}

function namedMethod(named: string, problems: Problems): EnvChoice | undefined {
  const set = SETS.find(({ method }) => method === named);
  if (set === undefined) {
    problems.add({
      path: 'auth.method',
      variable: 'TWILIO_AUTH_METHOD',
      expected: `one of ${METHODS.join(', ')}`,
      remedy: 'Correct the name, or remove the variable to let the strongest credential count.',
    });
    return undefined;
  }
  const because = `TWILIO_AUTH_METHOD names ${set.method}`;
  return { method: set.method, because, methodNamed: true, alternatives: [] };
}

function reportPartialSets(env: Env, problems: Problems): void {
  for (const { method, needs } of SETS) {
    const missing = needs.filter((name) => !env.has(name));
    if (missing.length === 0 || missing.length === needs.length) continue;
    const present = needs.filter((name) => env.has(name));
    for (const name of missing) {
      problems.add({
        path: 'auth',
        variable: name,
        expected: `${present.join(' and ')} is set, so ${name} must be set too`,
        remedy: `Set it, remove ${present.join(' and ')}, or name another method in TWILIO_AUTH_METHOD than ${method}.`,
      });
    }
  }
}

function reportNothingFound(onlyTest: boolean, problems: Problems): void {
  problems.add({
    path: 'auth',
    variable: 'TWILIO_AUTH_METHOD',
    expected: onlyTest
      ? 'only test credentials are set, and this is not the environment "test"'
      : 'no Twilio credentials are set',
    remedy: onlyTest
      ? 'Set TWILIO_AUTH_METHOD=test to use them here, or add live credentials.'
      : 'Set TWILIO_OAUTH_CLIENT_ID and TWILIO_OAUTH_CLIENT_SECRET (recommended), or TWILIO_API_KEY and TWILIO_API_SECRET.',
  });
}

function explain(method: EnvMethod): string {
  return method === 'test'
    ? 'the environment is "test" and complete test credentials are set'
    : `${LABELS[method]} ${method === 'oauth' ? 'are' : 'is'} the strongest complete credential in the environment`;
}
