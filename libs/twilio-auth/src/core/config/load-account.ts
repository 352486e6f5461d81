import { loadAuth, loadSecret, type Loading } from './load-auth.js';
import { cleaned } from './cleaned.js';
import { loadWebhook } from './load-webhook.js';
import type { Place } from './schema/check.js';
import type { AccountSettings } from './settings.js';

const UNITS = ['auth', 'accessTokens', 'webhook', 'clientValidation'] as const;

/**
 * Validates one account and fetches its secrets. Problems are collected, so the settings are
 * complete only when the collector stays empty.
 *
 * @param variables environment variable by option path, where the options came from there
 */
export async function loadAccount(
  options: object,
  path: string,
  loading: Loading,
  variables: Readonly<Record<string, string>> = {},
): Promise<AccountSettings | undefined> {
  const { checks, problems } = loading;
  const values = cleaned(options);
  const { auth, accessTokens, webhook, clientValidation, ...fields } = values;
  problems.addAll(checks.check(checks.AccountSchema, fields, { path, variables }));
  problems.addAll(
    checks.unknownOptions(values, [...checks.fieldsOf(checks.AccountSchema), ...UNITS], path),
  );
  const place = (unit: string): Place => ({
    path: join(path, unit),
    variables: within(unit, variables),
  });
  const settings = {
    ...fields,
    auth: await loadAuth(auth, place('auth'), loading),
    accessTokens: await loadKeyed(accessTokens, 'keySecret', place('accessTokens'), loading),
    webhook: await loadWebhook(webhook, place('webhook'), loading),
    clientValidation: await loadKeyed(
      clientValidation,
      'privateKey',
      place('clientValidation'),
      loading,
    ),
  };
  if (settings.auth === undefined) return undefined;
  if (settings.clientValidation !== undefined && settings.auth.method !== 'api-key') {
    problems.add({
      path: join(path, 'clientValidation'),
      expected: 'client validation signs with an API key, and the method is another one',
      remedy: 'Authenticate with an API key, or remove clientValidation.',
    });
  }
  return cleaned(settings) as unknown as AccountSettings;
}

/** A unit with one secret among its fields: access tokens or client validation. */
async function loadKeyed(
  unit: unknown,
  field: 'keySecret' | 'privateKey',
  place: Place,
  { checks, problems }: Loading,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (unit === undefined) return undefined;
  if (typeof unit !== 'object' || unit === null) {
    problems.add({ path: place.path, expected: 'expected an object', remedy: 'Correct the type.' });
    return undefined;
  }
  const Schema = field === 'keySecret' ? checks.AccessTokensSchema : checks.ClientValidationSchema;
  const values = cleaned(unit);
  const path = `${place.path}.${field}`;
  const { secret, reported } = await loadSecret(
    values[field],
    path,
    problems,
    place.variables?.[field],
  );
  const loaded = { ...values, [field]: secret };
  problems.addAll(
    [
      ...checks.check(Schema, loaded, place),
      ...checks.unknownOptions(values, checks.fieldsOf(Schema), place.path),
    ].filter((problem) => !(reported && problem.path === path)),
  );
  return loaded;
}

function join(path: string, unit: string): string {
  return path === '' ? unit : `${path}.${unit}`;
}

function within(
  unit: string,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const prefix = `${unit}.`;
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, variable]) => [path.slice(prefix.length), variable]),
  );
}
