import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { AuthOptions } from './auth-options.js';
import { cleaned } from './clean.js';
import { CredentialReadError } from './credential-read-error.js';

/** What a credentials file holds, not validated yet. */
export interface FileCredential {
  readonly accountSid: string;
  readonly auth: AuthOptions;
}

const FORMS =
  '{ "accountSid", "method", … } with the fields of that method, or { "accountSid", "apiKeySid", "apiKeySecret" }';

/**
 * The credential in the text of a credentials file: `auth` with `accountSid`, or the format in which
 * AWS Secrets Manager keeps an API key of Twilio.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/mes-partner-TwilioApiKey.html
 * @throws CredentialReadError in no text of which a value appears.
 */
export function readCredentials(text: string, path: string): FileCredential {
  const content = parse(text.replace(/^\uFEFF/, ''));
  if (!isObject(content)) throw unusable(path, 'is not a JSON object');
  const { accountSid, ...fields } = cleaned(content);
  if (typeof accountSid !== 'string') throw unusable(path, 'has no "accountSid"');
  if (fields['method'] !== undefined) return { accountSid, auth: own(fields) as AuthOptions };
  const { apiKeySid, apiKeySecret } = own(fields);
  if (apiKeySid === undefined || apiKeySecret === undefined) {
    throw unusable(path, 'has neither a "method" nor both of "apiKeySid" and "apiKeySecret"');
  }
  const auth = { method: 'api-key', keySid: apiKeySid, keySecret: apiKeySecret };
  return { accountSid, auth: own(auth) as AuthOptions };
}

/** The text of a credentials file, from one that cannot be read as a {@link CredentialReadError}. */
export function unreadable(path: string, { code }: NodeJS.ErrnoException): CredentialReadError {
  return unusable(path, `cannot be read (${code})`);
}

/** Fields that the environment adds to a key in a file that does not have them. */
export function withDefaults(auth: AuthOptions, defaults: object): AuthOptions {
  return auth.method === 'api-key' ? own({ ...withoutUndefined(defaults), ...auth }) : auth;
}

function unusable(path: string, problem: string): CredentialReadError {
  // Without a slash or a dot it may be a secret that was set under the wrong name.
  const file = /[/\\.]/.test(path) ? `the file ${path}` : 'the file';
  return new CredentialReadError({
    expected: `${file} ${problem}`,
    remedy: `Set the path of a JSON file: ${FORMS}.`,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
