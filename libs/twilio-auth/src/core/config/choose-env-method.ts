import { own } from '../primitives/own.js';
import { didYouMean } from '../primitives/closest-to.js';
import { CREDENTIALS_FILE } from './env-credentials-file.js';
import type { VariableName } from './env-variables.js';
import { foundText } from './found-text.js';
import { BUILT_IN_METHODS, isBuiltIn, methodOf, METHODS, type BuiltInMethod } from './methods.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** The method that the environment asks for, and why. */
interface EnvChoice {
  readonly method: BuiltInMethod;
  readonly because: string;
  readonly methodNamed: boolean;
  readonly alternatives: readonly string[];
}

/** Whether the environment holds any credential, complete or not, or names a method. */
export function envHasCredentials(env: Env): boolean {
  return (
    env.get('TWILIO_AUTH_METHOD') !== undefined ||
    env.has(CREDENTIALS_FILE) ||
    BUILT_IN_METHODS.some((method) => neededFor(method).some((name) => env.has(name)))
  );
}

/**
 * Chooses how to authenticate: the method that TWILIO_AUTH_METHOD names; otherwise the strongest
 * fully configured credential, and in the environment `test` test credentials before any other.
 * A half-configured credential stops the start: falling back to a weaker one is how Auth Tokens
 * leak.
 */
export function chooseEnvMethod(
  env: Env,
  environment: string,
  problems: Problems,
): EnvChoice | undefined {
  const named = env.get('TWILIO_AUTH_METHOD')?.toLowerCase();
  if (named !== undefined) return namedMethod(named, problems);
  const isPartial = reportPartial(env, problems);
  const complete = BUILT_IN_METHODS.filter((name) => neededFor(name).every((one) => env.has(one)));
  const live = complete.find((name) => name !== 'test');
  const test = complete.find((name) => name === 'test');
  const method = environment === 'test' ? (test ?? live) : live;
  if (method === undefined) {
    if (!isPartial) reportNothingFound(test !== undefined, problems);
    return undefined;
  }
  const because =
    method === 'test'
      ? 'the environment is "test" and test credentials are fully configured'
      : `${METHODS[method].label} is the strongest fully configured credential in the environment`;
  const alternatives = complete.filter((other) => other !== method);
  return { method, because, methodNamed: false, alternatives };
}

/** The variables without which a credential is not complete; the live account's SID is shared. */
function neededFor(method: BuiltInMethod): readonly VariableName[] {
  const { fields, secret, identifier, accountSid } = methodOf(method);
  const account = accountSid === 'TWILIO_ACCOUNT_SID' ? undefined : accountSid;
  const variables = own(fields);
  return [account, variables[identifier], variables[secret]].filter((name) => name !== undefined);
}

function namedMethod(named: string, problems: Problems): EnvChoice | undefined {
  if (isBuiltIn(named)) {
    const because = `TWILIO_AUTH_METHOD names ${named}`;
    return { method: named, because, methodNamed: true, alternatives: [] };
  }
  problems.add({
    path: 'auth.method',
    variable: 'TWILIO_AUTH_METHOD',
    expected: `expected one of ${BUILT_IN_METHODS.join(', ')}${foundText(named)}`,
    remedy: `${didYouMean(named, BUILT_IN_METHODS)}Correct the name, or remove the variable to use the strongest fully configured credential.`,
  });
  return undefined;
}

/** Reports what is missing of a half-configured credential: that is a mistake, not a choice. */
function reportPartial(env: Env, problems: Problems): boolean {
  const partial = BUILT_IN_METHODS.map(neededFor)
    .map((names) => ({
      missing: names.filter((name) => !env.has(name)),
      present: names.filter((name) => env.has(name)).map((name) => env.variableOf(name)),
    }))
    .filter(({ missing, present }) => missing.length > 0 && present.length > 0);
  for (const { missing, present } of partial) {
    const set = present.join(' and ');
    for (const variable of missing) {
      problems.add({
        path: 'auth',
        variable,
        expected: `${set} is set, so ${variable} must be set too`,
        remedy: `Set it, remove ${set}, or name another method in TWILIO_AUTH_METHOD.`,
      });
    }
  }
  return partial.length > 0;
}

function reportNothingFound(hasTestCredentials: boolean, problems: Problems): void {
  problems.add({
    path: 'auth',
    variable: 'TWILIO_AUTH_METHOD',
    expected: hasTestCredentials
      ? 'only test credentials are set, and this is not the environment "test"'
      : 'no Twilio credentials are set',
    remedy: hasTestCredentials
      ? 'Set TWILIO_AUTH_METHOD=test to use them here, or add live credentials.'
      : 'Set TWILIO_OAUTH_CLIENT_ID and TWILIO_OAUTH_CLIENT_SECRET (recommended), or TWILIO_API_KEY and TWILIO_API_SECRET. If they are in a .env file, load it first: ConfigModule.forRoot() of @nestjs/config, or node --env-file.',
  });
}
