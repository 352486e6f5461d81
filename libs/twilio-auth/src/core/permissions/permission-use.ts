import { MAX_PERMISSIONS_PER_KEY, permissionFor, type ApiRequest } from 'twilio-permissions';
import { countedAs } from '../accounts/account-names.js';
import type { Account } from '../accounts/account.js';
import type { PermissionCalls } from '../events/observed-calls.js';
import { accountSidIn } from '../primitives/sid.js';
import { requestName } from './request-name.js';

/** Who makes a request: the application, the application for a subaccount, or the library itself. */
export type CallScope = 'request' | 'subaccount' | 'probe';

/** One kind of call that no restricted key and no OAuth app can make. */
export interface UnsupportedCall {
  /** Method, host and path, with `…` for SIDs and other values: `GET api.twilio.com/…`. */
  readonly request: string;
  readonly reason: string;
}

/** What the calls of one account needed so far. */
export interface UsedPermissions {
  /** Name of the account; `tenant:*` for all tenants together. */
  readonly account: string;
  /** Sorted. */
  readonly permissions: readonly string[];
  /** Calls that no restricted key and no OAuth app can make, at most 100 kinds of them. */
  readonly unsupported: readonly UnsupportedCall[];
  /** Calls that may need a permission, but nobody knows which, at most 100 kinds of them. */
  readonly unknown: readonly string[];
  /** Whether there were more kinds of calls than the two lists hold. */
  readonly truncated: boolean;
}

/** More kinds of calls than any application makes by intention. */
const MAX_CALLS = 100;
/** How many different calls are remembered before all of them are looked up in the catalogue. */
const MAX_LATEST = 500;

const OTHER_ACCOUNT = {
  kind: 'unsupported',
  reason: 'Restricted keys and OAuth apps serve only the account they were created in.',
} as const;

/**
 * Notes which permissions the calls of each account need. Memory is bounded by the catalogue of
 * permissions, and by {@link MAX_CALLS} for calls that are not in it.
 */
export class PermissionUse {
  readonly #accounts = new Map<string, AccountUse>();

  /** The library's own reads, such as those of `verify()`, are not what the application needs. */
  note({ name, accountSid }: Account, request: ApiRequest, scope: CallScope): void {
    if (scope !== 'probe') this.#useOf(name).note(accountSid, request, scope);
  }

  /** What an account used: nothing, before its first call. */
  of(accountName: string): UsedPermissions {
    const use = this.#accounts.get(countedAs(accountName)) ?? new AccountUse();
    return use.describe(countedAs(accountName));
  }

  /**
   * The permissions that all calls of an account so far need; `undefined` before the first one, and
   * where it is not certain that a restricted key can make them all.
   */
  needed(accountName: string): readonly string[] | undefined {
    const { permissions, unsupported, unknown } = this.of(accountName);
    const isCertain = unsupported.length === 0 && unknown.length === 0;
    const fits = permissions.length > 0 && permissions.length <= MAX_PERMISSIONS_PER_KEY;
    return isCertain && fits ? permissions : undefined;
  }

  /** How many calls of each account needed which permission. */
  calls(): readonly PermissionCalls[] {
    return [...this.#accounts].flatMap(([account, use]) =>
      use.calls().map(([permission, calls]) => ({ account, permission, calls })),
    );
  }

  #useOf(accountName: string): AccountUse {
    const key = countedAs(accountName);
    const found = this.#accounts.get(key);
    if (found !== undefined) return found;
    const use = new AccountUse();
    this.#accounts.set(key, use);
    return use;
  }
}

/** A call as it was noted. */
interface NotedCall {
  readonly accountSid: string;
  readonly request: ApiRequest;
  readonly scope: CallScope;
  /** How often it was made since it was last counted. */
  uncounted: number;
  /** What it needs, once that was looked up. */
  permission?: string;
}

class AccountUse {
  /** By permission, the number of calls; also of those that have none. */
  readonly #calls = new Map<string, number>();
  /** By name of the call, why no restricted key can make it. */
  readonly #unsupported = new Map<string, string>();
  /** The same, with nothing to say about it. */
  readonly #unknown = new Map<string, undefined>();
  #truncated = false;
  /** The latest calls, each once: most calls are the same as one before them. */
  readonly #latest = new Map<string, NotedCall>();

  note(accountSid: string, { method, host, path }: ApiRequest, scope: CallScope): void {
    const call = `${scope} ${accountSid} ${method} ${host}${path}`;
    const known = this.#latest.get(call);
    if (known !== undefined) {
      known.uncounted += 1;
      return;
    }
    if (this.#latest.size === MAX_LATEST) {
      this.#lookUp();
      this.#latest.clear();
    }
    this.#latest.set(call, { accountSid, request: { method, host, path }, scope, uncounted: 1 });
  }

  calls(): readonly (readonly [permission: string, calls: number])[] {
    this.#lookUp();
    return [...this.#calls];
  }

  describe(account: string): UsedPermissions {
    this.#lookUp();
    return {
      account,
      // Those of calls without a permission do not begin with a slash.
      permissions: [...this.#calls.keys()].filter((name) => name.startsWith('/')).toSorted(),
      unsupported: [...this.#unsupported.keys()]
        .toSorted()
        .map((request) => ({ request, reason: this.#unsupported.get(request) ?? '' })),
      unknown: [...this.#unknown.keys()].toSorted(),
      truncated: this.#truncated,
    };
  }

  /** Not with each call: the catalogue need not be loaded before the first call is sent. */
  #lookUp(): void {
    for (const call of this.#latest.values()) {
      call.permission ??= this.#permissionOf(call);
      this.#calls.set(call.permission, (this.#calls.get(call.permission) ?? 0) + call.uncounted);
      call.uncounted = 0;
    }
  }

  #permissionOf({ accountSid, request, scope }: NotedCall): string {
    const isOther =
      scope === 'subaccount' || (accountSidIn(request.path) ?? accountSid) !== accountSid;
    const needed = isOther ? OTHER_ACCOUNT : permissionFor(request);
    if (needed.kind === 'mapped') return needed.permission;
    if (needed.kind === 'unsupported') this.#add(this.#unsupported, request, needed.reason);
    else this.#add(this.#unknown, request, undefined);
    return needed.kind;
  }

  #add<Why>(calls: Map<string, Why>, request: ApiRequest, why: Why): void {
    const name = requestName(request);
    if (calls.has(name)) return;
    if (calls.size < MAX_CALLS) calls.set(name, why);
    else this.#truncated = true;
  }
}
