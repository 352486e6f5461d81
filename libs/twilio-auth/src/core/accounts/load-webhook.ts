import { cleaned } from '../config/cleaned.js';
import type { Place } from '../config/schema/check.js';
import { isObject } from '../primitives/is-object.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { WebhookCredential, WebhookKey } from './account.js';
import { loadSecret } from './load-secret.js';
import type { Loading } from './loading.js';
import { MAX_SIGNING_KEYS, openSigningKeys } from './signing-keys.js';

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
  entries: unknown,
  { path, variables }: Place,
  loading: Loading,
): Promise<WebhookKey[]> {
  const { checks, problems } = loading;
  if (!Array.isArray(entries)) {
    problems.add({
      path: `${path}.signingKeys`,
      expected: 'expected a list of keys',
      remedy: 'Give a list, even of one key.',
    });
    return [];
  }
  const from = withoutUndefined({ variable: variables?.['signingKeys'] });
  const at = (index: number) => ({ path: `${path}.signingKeys[${index}]`, ...from });
  const keys = await openSigningKeys(entries, (secret, index) =>
    loadSecret(secret, at(index), loading),
  );
  for (const { secret, fields, index } of keys) {
    const found = [
      ...checks.check(checks.SigningKeySchema, { ...fields, secret }, at(index)),
      ...checks.unknownOptions(fields, checks.fieldsOf(checks.SigningKeySchema), at(index).path),
    ];
    problems.addAll(found.map((problem) => ({ ...problem, ...from })));
  }
  if (keys.length > MAX_SIGNING_KEYS) {
    problems.add({
      path: `${path}.signingKeys`,
      ...from,
      expected: `at most ${MAX_SIGNING_KEYS} keys, found ${keys.length}`,
      remedy: 'Remove the keys that Twilio no longer signs with.',
    });
  }
  return keys.flatMap(({ name, secret }) =>
    secret === undefined ? [] : [{ name, secret, algorithm: 'hmac-sha1' as const }],
  );
}
