import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_ACCOUNT, tenantIdOf } from '../core/accounts/account-names.js';
import { unknownAccount } from '../core/accounts/unknown-account.js';
import type { Runtime } from '../core/create-runtime.js';
import { policyOf, type PermissionPolicy } from '../core/permissions/permission-policy.js';
import type { UsedPermissions } from '../core/permissions/permission-use.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';

/**
 * Which of Twilio's permissions the application needs, from the calls that it made since it
 * started. A restricted API key or OAuth app with exactly these is the safest credential.
 *
 * Calls of every client and downloads of media are noted, also those that are refused before they
 * are sent. What the library reads itself is not: `verify()`, probes and health checks. Calls of a
 * `subaccount()` client are calls that no restricted key can make.
 *
 * @example
 * import { Controller, Get } from '@nestjs/common';
 * import { TwilioPermissions } from 'nestjs-twilio-auth';
 *
 * @Controller('permissions')
 * export class PermissionsController {
 *   constructor(private readonly permissions: TwilioPermissions) {}
 *
 *   @Get()
 *   show() {
 *     return this.permissions.used();
 *   }
 * }
 */
@Injectable()
export class TwilioPermissions {
  readonly #runtime: Runtime;

  constructor(@Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * What the calls of an account needed so far; without a name, of the default one. All tenants
   * are noted together, since the same code calls for them: `tenant:*`, or the name of any tenant.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`
   */
  used(account: string = DEFAULT_ACCOUNT): UsedPermissions {
    const names = this.#runtime.accounts.names();
    // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- callers without types
    if (!names.includes(account) && tenantIdOf(String(account)) === undefined) {
      throw unknownAccount(account, names);
    }
    return this.#runtime.permissions.of(account);
  }

  /**
   * The `Policy` for the Keys resource of IAM v1: what {@link used} lists, and no more. It has
   * nothing for calls whose permission is not known.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_CAPABILITY` (reason `too-many-permissions`) for more than
   * the 100 permissions that one key can have; `TWILIO_AUTH_ACCOUNT_UNKNOWN`.
   */
  policy(account?: string): PermissionPolicy {
    const used = this.used(account);
    return policyOf(used.permissions, used.account);
  }
}
