import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_ACCOUNT } from '../core/accounts/account.js';
import type { LiveAccount } from '../core/client/live-account.js';
import type { Runtime } from '../core/client/runtime.js';
import type { Verification } from '../core/client/verify-account.js';
import type { AuthOptions } from '../core/config/auth-options.js';
import type { AccountOptions } from '../core/config/options.js';
import { describeAccount, type AccountDescription } from '../core/report/describe-account.js';
import type { TwilioAuthReport } from '../core/report/report.js';
import { reportRuntime } from '../core/report/report-runtime.js';
import { disabledError } from '../core/client/disabled.js';
import { methodRefused } from '../core/policy/method-refused.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import { TWILIO_AUTH_GATE, TWILIO_AUTH_RUNTIME } from './tokens.js';

/** How a rotation goes about it. */
export interface RotateOptions {
  /** Try the new credential with Twilio first, and keep the old one if it is refused. */
  readonly probe?: boolean;
}

/**
 * What the application authenticates with, and how that changes.
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
  readonly #gate: PolicyGate;

  constructor(
    @Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime,
    @Inject(TWILIO_AUTH_GATE) gate: PolicyGate,
  ) {
    this.#runtime = runtime;
    this.#gate = gate;
  }

  /**
   * The account as it stands now: method, why it was chosen, token life. Never a secret.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  describe(name?: string): AccountDescription {
    return describeAccount(this.#account(name), this.#gate.facts.environment);
  }

  /**
   * Passes while the policy has nothing against this account in this environment.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  assertAllowed(name?: string): void {
    this.#gate.assertAllowed(this.#account(name).snapshot);
  }

  /**
   * Passes while this account authenticates in one of these ways.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_POLICY_VIOLATION` (reason `method`),
   * `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_DISABLED`
   */
  assertMethod(methods: readonly string[], name?: string): void {
    const { account, strategy } = this.#account(name);
    if (!methods.includes(strategy.method)) throw methodRefused(account, strategy.method, methods);
  }

  /**
   * Everything that the doctor says about an environment, for this application as it stands:
   * accounts, where each field came from, what the credentials cannot do, and every verdict of
   * the policy, here and in production. Plain data without a secret.
   */
  report(): TwilioAuthReport {
    return reportRuntime(this.#runtime, this.#gate);
  }

  /**
   * Tries a credential with the cheapest read it may make: of a configured account by name, or
   * one that is not configured, such as a tenant's before it is saved.
   *
   * Rejects when Twilio gave no answer, and with `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION` when the options could not be used anyway.
   */
  async verify(account?: string | AccountOptions): Promise<Verification> {
    return this.#runtime.verify(account);
  }

  /**
   * Puts another credential of the same account in force at once. Clients stay, calls in flight
   * finish on the old credential, and a refused rotation changes nothing.
   *
   * Rejects with `TWILIO_AUTH_CONFIG_INVALID`, `TWILIO_AUTH_POLICY_VIOLATION`, or
   * `TWILIO_AUTH_CREDENTIAL_REFUSED` (reason `probe-refused`) when the probe was not accepted.
   */
  async rotate(
    name: string,
    auth: AuthOptions,
    { probe = false }: RotateOptions = {},
  ): Promise<void> {
    return this.#runtime.rotate(name, auth, probe);
  }

  #account(name?: string): LiveAccount {
    if (!this.#runtime.enabled) throw disabledError(name ?? DEFAULT_ACCOUNT);
    return this.#runtime.accounts.get(name);
  }
}
