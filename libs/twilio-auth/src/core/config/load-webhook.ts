import { Secret } from '../primitives/secret.js';
import { clean } from './clean.js';
import { cleaned } from './cleaned.js';
import { loadSecret, type Loading } from './load-auth.js';
import type { Place } from './schema/check.js';
import type { AccountSettings, SigningKeySettings } from './settings.js';

/** Each key costs a forged request another HMAC, so the ring is kept small. */
const MAX_KEYS = 5;

/** Validates `webhook` and opens its key ring. */
export async function loadWebhook(
  webhook: unknown,
  place: Place,
  loading: Loading,
): Promise<AccountSettings['webhook']> {
  if (webhook === undefined) return undefined;
  const { checks, problems } = loading;
  const isObject = typeof webhook === 'object' && webhook !== null;
  const { signingKeys, ...fields } = isObject ? cleaned(webhook) : {};
  problems.addAll(checks.check(checks.WebhookSchema, fields, place));
  problems.addAll(checks.unknownOptions(fields, checks.fieldsOf(checks.WebhookSchema), place.path));
  if (!isObject || (signingKeys !== undefined && !Array.isArray(signingKeys))) {
    problems.add({
      path: isObject ? `${place.path}.signingKeys` : place.path,
      expected: isObject ? 'expected a list of keys' : 'expected an object',
      remedy: 'Correct the type.',
    });
    return undefined;
  }
  if (signingKeys === undefined) return fields;
  return { ...fields, signingKeys: await loadKeys(signingKeys, place, loading) };
}

async function loadKeys(
  inputs: readonly unknown[],
  place: Place,
  loading: Loading,
): Promise<SigningKeySettings[]> {
  const keys: SigningKeySettings[] = [];
  for (const [index, input] of inputs.entries()) {
    keys.push(...(await loadKey(input, `${place.path}.signingKeys[${index}]`, place, loading)));
  }
  if (keys.length > MAX_KEYS) {
    loading.problems.add({
      path: `${place.path}.signingKeys`,
      ...(place.variables?.['signingKeys'] === undefined
        ? {}
        : { variable: place.variables['signingKeys'] }),
      expected: `at most ${MAX_KEYS} keys, found ${keys.length}`,
      remedy: 'Remove the keys that Twilio no longer signs with.',
    });
  }
  return keys.map((key, index) => (key.name === '' ? { ...key, name: `key-${index + 1}` } : key));
}

async function loadKey(
  input: unknown,
  path: string,
  place: Place,
  { checks, problems }: Loading,
): Promise<SigningKeySettings[]> {
  const isNamed = typeof input === 'object' && input !== null;
  const fields = isNamed ? cleaned(input) : { secret: input };
  const variable = place.variables?.['signingKeys'];
  const { secret, reported } = await loadSecret(fields['secret'], path, problems, variable);
  if (reported) return [];
  const name = typeof fields['name'] === 'string' ? fields['name'] : '';
  const keys = secret === undefined ? [undefined] : split(secret);
  for (const key of keys) {
    const found = checks.check(checks.SigningKeySchema, { ...fields, secret: key }, { path });
    problems.addAll(
      variable === undefined ? found : found.map((problem) => ({ ...problem, variable })),
    );
  }
  return keys.flatMap((key) => (key === undefined ? [] : [{ name, secret: key }]));
}

/** A key never holds a comma, so a value with commas is a list: one variable, or one file, for all. */
function split(secret: Secret): (Secret | undefined)[] {
  return secret
    .reveal()
    .split(',')
    .map((part) => clean(part))
    .map((part) => (part === undefined ? undefined : new Secret(part)));
}
