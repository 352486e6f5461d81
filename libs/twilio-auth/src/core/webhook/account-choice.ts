import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import type { WebhookRequest } from './webhook-request.js';

/** The account of a webhook: a configured name, an AccountSid, or a tenant of `resolveAccount`. */
export type WebhookAccount = string | { readonly tenant: string };

/**
 * Finds the account in the request, such as in a parameter of the route. It is called before the
 * request is verified: it decides only whose key must have signed the request.
 */
export type ChooseWebhookAccount = {
  // A method, so that it may say which framework's request it gets.
  choose(request: WebhookRequest): WebhookAccount;
}['choose'];

/** What chose the account of a request, or that it could not be chosen. */
export type AccountChoice =
  | { readonly by: 'request' }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'tenant'; readonly tenantId: string }
  | { readonly by: 'nothing' };

/** Evaluates the `account` of a route. A function that throws, or returns something else, chose nothing. */
export function chooseAccount(
  account: WebhookAccount | ChooseWebhookAccount | undefined,
  request: WebhookRequest,
): AccountChoice {
  if (account === undefined) return { by: 'request' };
  const chosen: unknown = typeof account === 'function' ? evaluated(account, request) : account;
  if (typeof chosen === 'string' && chosen !== '') return { by: 'name', name: chosen };
  const { tenant } = isObject(chosen) ? own(chosen) : NOTHING;
  return typeof tenant === 'string' && tenant !== ''
    ? { by: 'tenant', tenantId: tenant }
    : { by: 'nothing' };
}

const NOTHING = own<{ readonly tenant?: unknown }>({});

/** What a sender sends must never become an error of the server. */
function evaluated(choose: ChooseWebhookAccount, request: WebhookRequest): unknown {
  try {
    return choose(request);
  } catch {
    return undefined;
  }
}
