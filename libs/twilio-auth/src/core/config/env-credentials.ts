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
  const isPartial = reportPartialSets(env, problems);
  const complete = SETS.filter(({ needs }) => needs.every((name) => env.has(name)));
  const live = complete.find(({ method }) => method !== 'test');
  const test = complete.find(({ method }) => method === 'test');
  const chosen = environment === 'test' ? (test ?? live) : live;
  if (chosen === undefined) {
    if (!isPartial) reportNothingFound(complete.length > 0, problems);
    return undefined;
  }
  const { method } = chosen;
  const alternatives = complete.map((set) => set.method).filter((other) => other !== method);
  return { method, because: explain(method), methodNamed: false, alternatives };
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

/** Says which variables are missing beside others. A set given in part is a mistake, not a choice. */
function reportPartialSets(env: Env, problems: Problems): boolean {
  const partial = SETS.map(({ needs }) => ({
    missing: needs.filter((name) => !env.has(name)),
    present: needs.filter((name) => env.has(name)).map((name) => env.variableOf(name)),
  })).filter(({ missing, present }) => missing.length > 0 && present.length > 0);
  for (const { missing, present } of partial) {
    const beside = present.join(' and ');
    for (const variable of missing) {
      problems.add({
        path: 'auth',
        variable,
        expected: `${beside} is set, so ${variable} must be set too`,
        remedy: `Set it, remove ${beside}, or name another method in TWILIO_AUTH_METHOD.`,
      });
    }
  }
  return partial.length > 0;
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
