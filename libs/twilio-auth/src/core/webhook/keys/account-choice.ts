import { isObject } from '../../primitives/is-object.js';
import { own } from '../../primitives/own.js';
import type { WebhookRequest } from '../request/webhook-request.js';

/** The account of a webhook: a configured name, an AccountSid, or a tenant of `resolveAccount`. */
export type WebhookAccount = string | { readonly tenant: string };

/**
 * Finds the account in the request, such as in a parameter of the route. It is called before the
 * request is verified: it decides only whose key must have signed the request. It cannot be async.
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

/** The sender may have chosen the text, and lookups that found nothing are remembered by it. */
const LONGEST_ID = 256;

/** Evaluates the `account` of a route or a call. */
export class AccountChooser {
  readonly #warn: (message: string) => void;
  /** Functions that returned a promise and were reported. */
  readonly #reported = new WeakSet<ChooseWebhookAccount>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** A function that throws, or returns a promise or something else that is no account, chose nothing. */
  choose(
    account: WebhookAccount | ChooseWebhookAccount | undefined,
    request: WebhookRequest,
  ): AccountChoice {
    if (account === undefined) return { by: 'request' };
    const chosen: unknown =
      typeof account === 'function' ? this.#evaluated(account, request) : account;
    if (isId(chosen)) return { by: 'name', name: chosen };
    const { tenant } = isObject(chosen) ? own(chosen) : NOTHING;
    return isId(tenant) ? { by: 'tenant', tenantId: tenant } : { by: 'nothing' };
  }

  /** What a sender sends must never become an error of the server. */
  #evaluated(choose: ChooseWebhookAccount, request: WebhookRequest): unknown {
    try {
      const chosen: unknown = choose(request);
      if (!isThenable(chosen)) return chosen;
      chosen.then(undefined, () => undefined);
    } catch {
      return undefined;
    }
    if (!this.#reported.has(choose)) {
      this.#reported.add(choose);
      this.#warn(ASYNC_ADVICE);
    }
    return undefined;
  }
}

const NOTHING = own<{ readonly tenant?: unknown }>({});

const ASYNC_ADVICE =
  'The account function of a webhook returned a promise, so its requests are rejected (unknown-account). Return the account at once, or { tenant } for one that resolveAccount looks up.';

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_ID;
}

interface Thenable {
  then(onFulfilled: undefined, onRejected: () => void): unknown;
}

function isThenable(value: unknown): value is Thenable {
  if (!isObject(value)) return false;
  const { then } = value;
  return typeof then === 'function' && then !== POLLUTABLE['then'];
}

const POLLUTABLE = Object.prototype as { readonly then?: unknown };
