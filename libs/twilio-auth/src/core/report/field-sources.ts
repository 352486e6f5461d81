import type { Account } from '../accounts/account.js';
import { isBuiltIn, METHODS } from '../config/methods.js';
import { own } from '../primitives/own.js';

/** Where one field of an account came from. */
export interface FieldSource {
  /** Path of the option, such as `auth.keySid`. */
  readonly path: string;
  /** The environment variable, or `options`. */
  readonly source: string;
}

/** Where each field of an account came from. Fields that are not set are not listed. */
export function fieldSources(account: Account): readonly FieldSource[] {
  const variables = own(account.origin.variables);
  return pathsOf(account).map((path) => ({
    path,
    source: variables[path] ?? variables[SHARED[path] ?? ''] ?? 'options',
  }));
}

/** An account that authenticates with its Auth Token verifies webhooks with it too. */
const SHARED: Readonly<Record<string, string>> = { 'webhook.signingKeys': 'auth.authToken' };

function pathsOf(account: Account): string[] {
  const { rest, region, edge, accessTokens, webhook, clientValidation } = account;
  const fields = isBuiltIn(rest.method) ? Object.keys(METHODS[rest.method].fields) : [];
  const isOwnSigner = accessTokens !== undefined && !signsWithRestKey(account);
  const given: readonly (readonly [string, boolean])[] = [
    ['accountSid', true],
    ...fields.map((field) => [`auth.${field}`, isIn(rest, field)] as const),
    ['region', region !== undefined],
    ['edge', edge !== undefined],
    ['accessTokens.keySid', isOwnSigner],
    ['accessTokens.keySecret', isOwnSigner],
    ['webhook.signingKeys', webhook.keys.length > 0],
    ['webhook.baseUrl', webhook.baseUrl !== undefined],
    ['clientValidation.credentialSid', clientValidation !== undefined],
    ['clientValidation.privateKey', clientValidation !== undefined],
  ];
  return given.filter(([, isGiven]) => isGiven).map(([path]) => path);
}

/** Without a key of its own, an account signs access tokens with its API key. */
function signsWithRestKey({ rest, accessTokens, origin }: Account): boolean {
  const isSameKey = 'keySid' in rest && rest.keySid === accessTokens?.keySid;
  return isSameKey && origin.variables['accessTokens.keySid'] === undefined;
}

function isIn(rest: Account['rest'], field: string): boolean {
  return (rest as unknown as Record<string, unknown>)[field] !== undefined;
}
