import { cleaned } from '../config/clean.js';
import { objectAt } from '../config/problems.js';
import type { OptionSource } from '../config/schema/check.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { WebhookCredential, WebhookKey } from './account.js';
import { loadSecret, type Loading } from './load-unit.js';
import { MAX_SIGNING_KEYS, openSigningKeys } from './signing-keys.js';

/** Validates `webhook` and fetches its keys; `keys` is absent where the options give none. */
export async function loadWebhook(
  webhook: unknown,
  source: OptionSource,
  loading: Loading,
): Promise<Partial<WebhookCredential>> {
  if (webhook === undefined) return {};
  const { check, problems } = loading;
  const { path, variables } = source;
  const values = cleaned(objectAt(webhook, path, problems) ?? {});
  problems.addAll(check('webhook', values, source, ['signingKeys']));
  const { signingKeys, ...fields } = values;
  if (signingKeys === undefined) return fields;
  const at = { path: `${path}.signingKeys`, variable: variables?.['signingKeys'] };
  return { ...fields, keys: await loadKeys(signingKeys, withoutUndefined(at), loading) };
}

/** Where keys are in the options, and the variable that they came from. */
interface KeySource {
  readonly path: string;
  readonly variable?: string;
}

async function loadKeys(
  entries: unknown,
  source: KeySource,
  loading: Loading,
): Promise<WebhookKey[]> {
  const { check, problems } = loading;
  const { path, variable } = source;
  if (!Array.isArray(entries)) {
    const remedy = 'Give a list, even of one key.';
    problems.add({ path, expected: 'expected a list of keys', remedy });
    return [];
  }
  const pathOf = (index: number): string => `${path}[${index}]`;
  const keys = await openSigningKeys(entries, (secret, index) =>
    loadSecret(secret, pathOf(index), variable, loading),
  );
  for (const { secret, fields, index } of keys) {
    const found = check('signingKey', { ...fields, secret }, { path: pathOf(index) });
    problems.addAll(found.map((problem) => ({ ...source, ...problem })));
  }
  if (keys.length > MAX_SIGNING_KEYS) {
    problems.add({
      ...source,
      expected: `at most ${MAX_SIGNING_KEYS} keys, found ${keys.length}`,
      remedy: 'Remove the keys that Twilio no longer signs with.',
    });
  }
  return keys.flatMap(({ name, secret }) =>
    secret === undefined ? [] : [{ name, secret, algorithm: 'hmac-sha1' as const }],
  );
}
