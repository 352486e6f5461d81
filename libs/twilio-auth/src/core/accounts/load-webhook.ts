import { clean } from '../config/clean.js';
import { cleaned } from '../config/cleaned.js';
import type { Place } from '../config/schema/check.js';
import { isObject } from '../primitives/is-object.js';
import { Secret } from '../primitives/secret.js';
import type { WebhookCredential, WebhookKey } from './account.js';
import { loadSecret } from './load-secret.js';
import type { Loading } from './loading.js';

/** Each key costs a forged request another HMAC, so the ring is kept small. */
const MAX_KEYS = 5;

/** Validates `webhook` and fetches its keys; `keys` is absent where the options give none. */
export async function loadWebhook(
  webhook: unknown,
  place: Place,
  loading: Loading,
): Promise<Partial<WebhookCredential>> {
  const { checks, problems } = loading;
  const { path } = place;
  if (webhook === undefined) return {};
  if (!isObject(webhook)) {
    problems.add({ path, expected: 'expected an object', remedy: 'Correct the type.' });
    return {};
  }
  const { signingKeys, ...fields } = cleaned(webhook);
  const known = [...checks.fieldsOf(checks.WebhookSchema), 'signingKeys'];
  problems.addAll(checks.check(checks.WebhookSchema, fields, place));
  problems.addAll(checks.unknownOptions(fields, known, path));
  if (signingKeys === undefined) return fields;
  return { ...fields, keys: await loadKeys(signingKeys, place, loading) };
}

async function loadKeys(
  inputs: unknown,
  { path, variables }: Place,
  loading: Loading,
): Promise<WebhookKey[]> {
  if (!Array.isArray(inputs)) {
    loading.problems.add({
      path: `${path}.signingKeys`,
      expected: 'expected a list of keys',
      remedy: 'Give a list, even of one key.',
    });
    return [];
  }
  const variable = variables?.['signingKeys'];
  const from = variable === undefined ? {} : { variable };
  const loaded = inputs.map((input: unknown, index) =>
    loadKey(input, { path: `${path}.signingKeys[${index}]`, ...from }, loading),
  );
  const keys = (await Promise.all(loaded)).flat();
  if (keys.length > MAX_KEYS) {
    loading.problems.add({
      path: `${path}.signingKeys`,
      ...from,
      expected: `at most ${MAX_KEYS} keys, found ${keys.length}`,
      remedy: 'Remove the keys that Twilio no longer signs with.',
    });
  }
  return keys.map((key, index) => (key.name === '' ? { ...key, name: `key-${index + 1}` } : key));
}

async function loadKey(
  input: unknown,
  at: { readonly path: string; readonly variable?: string },
  loading: Loading,
): Promise<WebhookKey[]> {
  const { checks, problems } = loading;
  const fields = isObject(input) ? cleaned(input) : { secret: input };
  const { secret, reported } = await loadSecret(fields['secret'], at, loading);
  if (reported) return [];
  const name = typeof fields['name'] === 'string' ? fields['name'] : '';
  const keys = secret === undefined ? [undefined] : split(secret);
  for (const key of keys) {
    const found = [
      ...checks.check(checks.SigningKeySchema, { ...fields, secret: key }, at),
      ...checks.unknownOptions(fields, checks.fieldsOf(checks.SigningKeySchema), at.path),
    ];
    problems.addAll(found.map((problem) => ({ ...problem, ...at, path: problem.path })));
  }
  return keys.flatMap((key) =>
    key === undefined ? [] : [{ name, secret: key, algorithm: 'hmac-sha1' as const }],
  );
}

/** A key never holds a comma, so a value with commas is a list: one variable, or one file, for all. */
function split(secret: Secret): (Secret | undefined)[] {
  return secret
    .reveal()
    .split(',')
    .map((part) => clean(part))
    .map((part) => (part === undefined ? undefined : new Secret(part)));
}
