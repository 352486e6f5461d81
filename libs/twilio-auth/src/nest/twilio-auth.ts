import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_ACCOUNT, tenantIdOf } from '../core/accounts/account-names.js';
import type { LiveAccount } from '../core/client/live-account.js';
import type { Verification } from '../core/client/verify-account.js';
import type { AuthInput } from '../core/config/auth-options.js';
import type { AccountOptions } from '../core/config/options.js';
import type { Runtime } from '../core/create-runtime.js';
import { describeAccount, type AccountDescription } from '../core/report/describe-account.js';
import { reportAccounts, type TwilioAuthReport } from '../core/report/report.js';
import { methodNotAllowed } from '../core/errors/policy.error.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';

/** Options of a rotation. */
export interface RotateOptions {
  /** Try the new credential with Twilio first, and keep the old one if Twilio refuses it. */
  readonly probe?: boolean;
}

/**
 * How the accounts authenticate: describe, check, verify and rotate their credentials.
 *
 * @example
 * import { Controller, Get } from '@nestjs/common';
 * import { TwilioAuth } from 'nestjs-twilio-auth';
 *
 * @Controller('auth')
 * export class AuthController {
 *   constructor(private readonly auth: TwilioAuth) {}
 *
 *   @Get()
 *   show() {
 *     return this.auth.describe();
 *   }
 * }
 */
@Injectable()
export class TwilioAuth {
  readonly #runtime: Runtime;

  constructor(@Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * The account as it is now: its method, why that was chosen, and the life of its token. Plain
   * data without a secret.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  describe(name?: string): AccountDescription {
    const { accounts, gate } = this.#runtime;
    const { snapshot, strategy } = accounts.get(name);
    return describeAccount(snapshot, strategy.describe(), gate.facts.environment);
  }

  /**
   * Throws if the policy does not allow this account in this environment. `name` may also be the
   * SID of a configured account, or `tenant:` and the id of a tenant that is cached now.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  assertAllowed(name?: string): void {
    this.#runtime.gate.assertAllowed(this.#find(name).snapshot);
  }

  /**
   * Throws unless this account, as for {@link assertAllowed}, authenticates in one of these ways.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_POLICY_VIOLATION` (reason `method`),
   * `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  assertMethod(methods: readonly string[], name?: string): void {
    const { accountName, strategy } = this.#find(name);
    const { method } = strategy;
    if (!methods.includes(method)) throw methodNotAllowed(accountName, method, methods);
  }

  /**
   * The doctor's report for this application as it is now: accounts, the source of each field,
   * what the credentials cannot do, and every verdict of the policy, here and in production.
   * Plain data without a secret.
   */
  report(): TwilioAuthReport {
    const { accounts, gate, permissions } = this.#runtime;
    return reportAccounts(accounts, gate, permissions);
  }

  /**
   * Tries a credential with the cheapest read it may make: that of a configured account by name,
   * or one that is not configured, such as a tenant's before it is saved.
   *
   * Rejects if Twilio gives no answer, and with `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION` if the options could not be used anyway.
   */
  async verify(account?: string | AccountOptions): Promise<Verification> {
    return this.#runtime.credentials.verify(account);
  }

  /**
   * Replaces the credential of an account by another one for the same account, at once. Clients
   * stay, calls in flight finish on the old credential, and a rotation that fails changes
   * nothing.
   *
   * Rejects with `TWILIO_AUTH_CONFIG_INVALID`, `TWILIO_AUTH_POLICY_VIOLATION`, or
   * `TWILIO_AUTH_CREDENTIAL_REFUSED` (reason `probe-refused`) if Twilio refused the probe.
   */
  async rotate(
    name: string,
    auth: AuthInput,
    { probe = false }: RotateOptions = {},
  ): Promise<void> {
    return this.#runtime.credentials.rotate(name, auth, probe);
  }

  #find(name: string = DEFAULT_ACCOUNT): LiveAccount {
    const { accounts, tenants } = this.#runtime;
    const configured = accounts.find(name) ?? accounts.findBySid(name);
    if (configured !== undefined) return configured;
    const tenantId = tenantIdOf(name);
    const tenant = tenantId === undefined ? undefined : tenants.find(tenantId);
    return tenant?.account ?? accounts.get(name);
  }
}
