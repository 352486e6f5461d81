import { cleaned } from './cleaned.js';
import { loadAuth } from './load-auth.js';
import { loadUnit } from './load-unit.js';
import { loadWebhook } from './load-webhook.js';
import type { Loading } from './loading.js';
import type { Place } from './schema/check.js';
import type { AccountSettings, AuthSettings } from './settings.js';

/**
 * Validates one account and fetches its secrets, all of them at the same time. Problems are
 * collected, so the settings are complete only when the collector stays empty.
 */
export async function loadAccount(
  options: object,
  { path, variables = {} }: Place,
  loading: Loading,
): Promise<AccountSettings | undefined> {
  const { checks, problems } = loading;
  const values = cleaned(options);
  const { auth, accessTokens, webhook, clientValidation, ...fields } = values;
  const known = checks.fieldsOf(checks.AccountSchema);
  const units = ['auth', 'accessTokens', 'webhook', 'clientValidation'];
  problems.addAll(checks.check(checks.AccountSchema, fields, { path, variables }));
  problems.addAll(checks.unknownOptions(values, [...known, ...units], path));
  const place = (unit: string): Place => ({
    path: join(path, unit),
    variables: within(unit, variables),
  });
  const signs = { Schema: checks.AccessTokensSchema, secret: 'keySecret' };
  const validates = { Schema: checks.ClientValidationSchema, secret: 'privateKey' };
  const settings = await allOf({
    auth: loadAuth(auth, place('auth'), loading),
    accessTokens: loadUnit(accessTokens, signs, place('accessTokens'), loading),
    webhook: loadWebhook(webhook, place('webhook'), loading),
    clientValidation: loadUnit(clientValidation, validates, place('clientValidation'), loading),
  });
  if (settings.auth === undefined) return undefined;
  if (clientValidation !== undefined && !signsRequests(settings.auth)) {
    problems.add({
      path: join(path, 'clientValidation'),
      expected: 'client validation signs with an API key, and the method is another one',
      remedy: 'Authenticate with an API key, or remove clientValidation.',
    });
  }
  return cleaned({ ...fields, ...settings }) as unknown as AccountSettings;
}

/** Public Key Client Validation needs the SID of an API key in every request. */
function signsRequests({ method }: AuthSettings): boolean {
  return method === 'api-key';
}

async function allOf<T extends object>(
  loading: T,
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  const entries = Object.entries(loading).map(async ([key, unit]) => [key, await unit] as const);
  return Object.fromEntries(await Promise.all(entries)) as { [K in keyof T]: Awaited<T[K]> };
}

function join(path: string, unit: string): string {
  return path === '' ? unit : `${path}.${unit}`;
}

/** The variables of one unit, by field. */
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
