import { cleaned } from '../config/clean.js';
import { objectAt } from '../config/problems.js';
import type { OptionSource } from '../config/schema/check.js';
import { isSharedKeyList } from '../config/shared-keys.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { RestCredential, WebhookCredential, WebhookKey } from './account.js';
import { loadSecret, loadAccountUnit, type Loading } from './load-unit.js';
import { MAX_SIGNING_KEYS, openSigningKeys } from './signing-keys.js';

/** What `webhook` gives; `keys` is absent where it has none. */
type LoadedWebhook = Partial<WebhookCredential>;

/** Validates `webhook` and fetches its keys. */
export async function loadWebhook(
  webhook: unknown,
  source: OptionSource,
  loading: Loading,
): Promise<LoadedWebhook> {
  if (webhook === undefined) return own({});
  const { check, problems } = loading;
  const { path, variables } = source;
  const values = cleaned(objectAt(webhook, path, problems) ?? {});
  problems.addAll(check('webhook', values, source, ['signingKeys', 'basic']));
  const { signingKeys, basic: credentials, ...fields } = own(values);
  const at = { path: `${path}.basic`, variables: variablesOfBasic(variables) };
  const [keys, basic] = await Promise.all([
    signingKeys === undefined
      ? undefined
      : loadKeys(signingKeys, { ...source, path: `${path}.signingKeys` }, loading),
    loadAccountUnit(credentials, 'webhook.basic', 'password', at, loading),
  ]);
  const loaded = basic && (own(basic) as unknown as WebhookCredential['basic']);
  return own({ ...fields, ...withoutUndefined({ keys, basic: loaded }) });
}

function variablesOfBasic(variables: OptionSource['variables']): Readonly<Record<string, string>> {
  const { 'basic.username': username, 'basic.password': password } = own({ ...variables });
  return withoutUndefined({ username, password });
}

/**
 * The keys of an account: those of `webhook`, and the Auth Token of an account that authenticates
 * with it, unless there is another key that signs without naming itself. A SharedKey is none: the
 * rules that select one are for single URLs, and Twilio signs all others with the Auth Token.
 */
export function webhookKeys(
  rest: RestCredential | undefined,
  given: readonly WebhookKey[] | undefined,
): readonly WebhookKey[] {
  const keys = given ?? [];
  if (rest?.method !== 'auth-token' || !('authToken' in rest)) return keys;
  if (given?.length === 0 || keys.some(({ keyId }) => keyId === undefined)) return keys;
  return [own({ name: 'auth-token', secret: rest.authToken, algorithm: 'hmac-sha1' }), ...keys];
}

async function loadKeys(
  entries: unknown,
  { path, variables }: OptionSource,
  loading: Loading,
): Promise<WebhookKey[]> {
  const { check, problems } = loading;
  if (!Array.isArray(entries)) {
    const remedy = 'Give a list, even of one key.';
    problems.add({ path, expected: 'expected a list of keys', remedy });
    return [];
  }
  const sourceOf = (index: number): { path: string; variable?: string } => {
    const isList = isSharedKeyList(entries[index]);
    const variable = own({ ...variables })[isList ? 'sharedKeys' : 'signingKeys'];
    return { path: `${path}[${index}]`, ...withoutUndefined({ variable }) };
  };
  const keys = await openSigningKeys(entries, (secret, index) => {
    const { path: at, variable } = sourceOf(index);
    return loadSecret(secret, at, variable, loading);
  });
  for (const { fields, index, problem } of keys) {
    const source = sourceOf(index);
    if (problem === undefined) {
      const found = check('signingKey', fields, { path: source.path });
      problems.addAll(found.map((one) => ({ ...source, ...one })));
    } else {
      const { field, expected } = own(problem);
      const at = field === undefined ? source.path : `${source.path}.${field}`;
      problems.add({ ...source, path: at, expected, remedy: REMEDY });
    }
  }
  return keys.flatMap(({ key }) => (key === undefined ? [] : [key]));
}

const REMEDY = 'Copy id, secret and algorithm of the SharedKey from Twilio.';

/** The problem of an account with more keys than a ring may have. */
export function tooManyKeys(
  keys: readonly WebhookKey[],
  path: string,
): { path: string; expected: string; remedy: string } | undefined {
  if (keys.length <= MAX_SIGNING_KEYS) return undefined;
  return {
    path,
    expected: `at most ${MAX_SIGNING_KEYS} keys, found ${keys.length}`,
    remedy: 'Remove the keys that Twilio no longer signs with.',
  };
}
