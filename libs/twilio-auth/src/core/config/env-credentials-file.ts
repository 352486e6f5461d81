import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AuthOptions } from './auth-options.js';
import { CredentialReadError } from './credential-read-error.js';
import {
  readCredentials,
  unreadable,
  withDefaults,
  type FileCredential,
} from './credentials-file.js';
import { permissionsFromEnv } from './env-permissions.js';
import { word } from './env-values.js';
import type { VariableName } from './env-variables.js';
import { BUILT_IN_METHODS, isBuiltIn, methodOf, METHODS } from './methods.js';
import type { Problems } from './problems.js';
import type { Env } from './read-env.js';

/** Names the file with the whole credential. */
export const CREDENTIALS_FILE = 'TWILIO_CREDENTIALS_FILE';

/** The credential of a file, which is read each time that `auth` is called. */
interface EnvFileCredential {
  readonly accountSid: string;
  readonly method: string;
  readonly auth: () => Promise<AuthOptions & { readonly accountSid: string }>;
  /** The variable of each field, by its path. */
  readonly variables: Readonly<Record<string, VariableName>>;
}

/**
 * The credential in the file that TWILIO_CREDENTIALS_FILE names. `undefined` when the problems say
 * why not.
 */
export function credentialFromFile(env: Env, problems: Problems): EnvFileCredential | undefined {
  const path = env.get(CREDENTIALS_FILE)!;
  reportOthers(env, problems);
  const { keyType, permissions } = METHODS['api-key'].fields;
  const defaults = {
    keyType: word(env, keyType),
    permissions: permissionsFromEnv(env, permissions, problems),
  };
  const toAuth = (text: string): FileCredential => {
    const { accountSid, auth } = readCredentials(text, path);
    return { accountSid, auth: withDefaults(auth, defaults) };
  };
  let first: FileCredential;
  try {
    first = toAuth(readFileSync(path, 'utf8'));
  } catch (error) {
    problems.add({ path: 'auth', variable: CREDENTIALS_FILE, ...failureOf(path, error).failure });
    return undefined;
  }
  return {
    accountSid: first.accountSid,
    method: first.auth.method,
    auth: async () => {
      try {
        const { accountSid, auth } = toAuth(await readFile(path, 'utf8'));
        return { ...auth, accountSid };
      } catch (error) {
        throw failureOf(path, error);
      }
    },
    variables: variablesOf(first, env),
  };
}

function failureOf(path: string, error: unknown): CredentialReadError {
  return error instanceof CredentialReadError
    ? error
    : unreadable(path, error as NodeJS.ErrnoException);
}

/** Two sources of one credential: it is not clear which of them is meant. */
function reportOthers(env: Env, problems: Problems): void {
  const names = OTHERS.filter((name) => env.has(name)).map((name) => env.variableOf(name));
  if (names.length === 0) return;
  const expected = `${CREDENTIALS_FILE} holds the whole credential, and ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set too`;
  const remedy = `Remove ${names.join(', ')}, or ${CREDENTIALS_FILE}.`;
  problems.add({ path: 'auth', variable: CREDENTIALS_FILE, expected, remedy });
}

/** An Auth Token beside another credential only verifies webhooks. */
const OTHERS: readonly VariableName[] = [
  'TWILIO_AUTH_METHOD',
  ...BUILT_IN_METHODS.flatMap((method): readonly (VariableName | undefined)[] => {
    const { accountSid, fields, identifier, secret } = methodOf(method);
    return [accountSid, fields[identifier], fields[secret]];
  }),
].filter((name, index, all): name is VariableName => {
  return name !== undefined && name !== 'TWILIO_AUTH_TOKEN' && all.indexOf(name) === index;
});

function variablesOf({ auth }: FileCredential, env: Env): EnvFileCredential['variables'] {
  const variables: Record<string, VariableName> = { accountSid: CREDENTIALS_FILE };
  const fields = isBuiltIn(auth.method) ? methodOf(auth.method).fields : {};
  for (const [field, variable] of Object.entries(fields)) {
    const isAdded = field === 'keyType' || field === 'permissions';
    variables[`auth.${field}`] =
      isAdded && variable !== undefined && env.has(variable) ? variable : CREDENTIALS_FILE;
  }
  return variables;
}
