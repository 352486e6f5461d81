import { readFile } from 'node:fs/promises';
import type { AuthInput } from '../../core/config/auth-options.js';
import { clean } from '../../core/config/clean.js';
import type { Variables } from '../../core/config/read-env.js';
import { isSid } from '../../core/primitives/sid.js';
import { UsageError } from '../usage.js';

/** Who may create and delete credentials of an account. */
export interface Administrator {
  readonly accountSid: string;
  readonly auth: AuthInput;
  /** The Redis that keeps runs from crossing. */
  readonly redisUrl: string | undefined;
}

const ACCOUNT = 'TWILIO_ADMIN_ACCOUNT_SID';
const KEY = 'TWILIO_ADMIN_API_KEY';
const SECRET = 'TWILIO_ADMIN_API_SECRET';
const TOKEN = 'TWILIO_ADMIN_AUTH_TOKEN';
const REDIS = 'TWILIO_ADMIN_REDIS_URL';

/** What the help of each command of an administrator says about its credential. */
export const ADMINISTRATOR_NOTE = `The credential of the administrator is in ${ACCOUNT}, ${KEY} and ${SECRET}: a main key, or a restricted one that has the permissions for this command. On your own machine, with NODE_ENV=development, ${TOKEN} may be set instead of the key. Each may be a file: ${KEY}_FILE and so on. The variables of the application are not read.`;

/**
 * The administrator, from variables of its own: an application's credential must not have these rights.
 *
 * @throws {UsageError} with everything that is wrong.
 */
export async function readAdministrator(variables: Variables): Promise<Administrator> {
  const problems: string[] = [];
  const [accountSid, keySid, keySecret, authToken, redisUrl] = await Promise.all(
    [ACCOUNT, KEY, SECRET, TOKEN, REDIS].map((name) => read(variables, name, problems)),
  );
  if (accountSid === undefined) problems.push(`${ACCOUNT} is not set.`);
  else if (accountSid !== UNREADABLE && !isSid('account', accountSid)) {
    problems.push(`${ACCOUNT} is not the SID of an account, AC and 32 hexadecimal digits.`);
  }
  if (keySid !== undefined && keySid !== UNREADABLE && !isSid('api-key', keySid)) {
    problems.push(`${KEY} is not the SID of an API key, SK and 32 hexadecimal digits.`);
  }
  problems.push(...problemsOfChoice({ keySid, keySecret, authToken }));
  if (problems.length > 0 || accountSid === undefined) {
    throw new UsageError(
      ['The credential of the administrator:', ...problems.map((p) => `  - ${p}`)].join('\n'),
    );
  }
  const auth: AuthInput =
    keySid === undefined || keySecret === undefined
      ? { method: 'auth-token', authToken: authToken ?? '' }
      : { method: 'api-key', keySid, keySecret };
  return { accountSid, auth, redisUrl };
}

/** Instead of a value that is a problem already. */
const UNREADABLE = '';

interface Found {
  readonly keySid: string | undefined;
  readonly keySecret: string | undefined;
  readonly authToken: string | undefined;
}

function problemsOfChoice({ keySid, keySecret, authToken }: Found): readonly string[] {
  const hasKey = keySid !== undefined || keySecret !== undefined;
  if (hasKey && authToken !== undefined)
    return [`Set ${KEY} and ${SECRET}, or ${TOKEN}, not both.`];
  if (!hasKey && authToken === undefined) return [`${KEY} and ${SECRET} are not set.`];
  if (hasKey && keySid === undefined) return [`${KEY} is not set.`];
  if (hasKey && keySecret === undefined) return [`${SECRET} is not set.`];
  return [];
}

/** The value of a variable, or of the file that `NAME_FILE` names. */
async function read(
  variables: Variables,
  name: string,
  problems: string[],
): Promise<string | undefined> {
  const [value, path] = [valueOf(variables, name), valueOf(variables, `${name}_FILE`)];
  if (value !== undefined && path !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set. Set only one of them.`);
    return UNREADABLE;
  }
  if (path === undefined) return value;
  try {
    const text = clean(await readFile(path, 'utf8'));
    if (text !== undefined) return text;
    problems.push(`The file of ${name}_FILE is empty.`);
  } catch (error) {
    problems.push(`The file of ${name}_FILE cannot be read (${(error as { code: string }).code}).`);
  }
  return UNREADABLE;
}

function valueOf(variables: Variables, name: string): string | undefined {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  return value === undefined ? undefined : clean(value);
}
