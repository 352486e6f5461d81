import type { Account } from '../accounts/account.js';
import type { PolicyExceptionOptions } from '../config/options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { TwilioAuthPolicyError, type PolicyViolation } from '../errors/policy.error.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { exceptionFor, exceptionProblems } from './exceptions.js';
import type { PolicyFacts } from './rule.js';
import { accountViolationsOf, violationsOf } from './violations.js';

/** One broken rule, and the exception that lets it through if there is one. */
export interface PolicyVerdict extends PolicyViolation {
  readonly exception?: PolicyExceptionOptions;
}

/** What the gate works with. */
export interface PolicyGateOptions {
  readonly facts: PolicyFacts;
  readonly exceptions: readonly PolicyExceptionOptions[];
  /** `request` lets everything start, and refuses each call instead. */
  readonly enforceAt: 'boot' | 'request';
  readonly clock: Clock;
  readonly emit: Emit;
}

/**
 * The gate between credentials and strategies. Every account passes it before a client exists:
 * at boot, and again whenever an account appears or changes later.
 */
export class PolicyGate {
  readonly #options: PolicyGateOptions;
  #facts: PolicyFacts;

  /** @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for an exception that is none. */
  constructor(options: PolicyGateOptions) {
    this.#options = options;
    this.#facts = options.facts;
    const problems = exceptionProblems(options.exceptions, options.clock.wallMs());
    if (problems.length > 0) throw new TwilioAuthConfigError(problems);
  }

  get facts(): PolicyFacts {
    return this.#facts;
  }

  /**
   * Takes in what became known after the accounts were let through: the routes, once the
   * application has them. What that brings to light is refused or let through like the rest.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  learn(facts: Partial<PolicyFacts>, accounts: readonly Account[]): void {
    const known = new Set(this.inspect(accounts).map(identify));
    this.#facts = { ...this.#facts, ...facts };
    this.#judge(this.inspect(accounts).filter((verdict) => !known.has(identify(verdict))));
  }

  /**
   * Lets an account through that comes after the start: a tenant, or one whose credential changed.
   * What the module as a whole does wrong was said when it started.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  receive(account: Account): void {
    this.#judge(this.#toVerdicts(accountViolationsOf(account, this.#facts)));
  }

  /** Every rule that these accounts break, worst first. */
  inspect(accounts: readonly Account[], facts: PolicyFacts = this.#facts): PolicyVerdict[] {
    return this.#toVerdicts(violationsOf(accounts, facts));
  }

  #toVerdicts(violations: readonly PolicyViolation[]): PolicyVerdict[] {
    const now = this.#options.clock.wallMs();
    return violations.map((violation) => {
      const exception = exceptionFor(violation, this.#options.exceptions, now);
      return exception === undefined ? violation : { ...violation, exception };
    });
  }

  /**
   * Lets these accounts through or refuses them, and tells the events about it.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` with every error at once,
   * unless the policy is enforced at each request.
   */
  enforce(accounts: readonly Account[]): void {
    this.#judge(this.inspect(accounts));
  }

  /**
   * Lets one call of an account through, where calls are what is refused.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  admit(account: Account): void {
    if (this.#options.enforceAt === 'request') this.insist(account);
  }

  /**
   * Lets an account through as it stands now, wherever the policy is enforced otherwise.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  insist(account: Account): void {
    const refused = this.inspect([account]).filter(isRefusal);
    if (refused.length === 0) return;
    this.#report(refused);
    throw this.#refusal(refused);
  }

  #judge(verdicts: readonly PolicyVerdict[]): void {
    this.#report(verdicts);
    const refused = verdicts.filter(isRefusal);
    if (refused.length > 0 && this.#options.enforceAt === 'boot') throw this.#refusal(refused);
  }

  #refusal(refused: readonly PolicyVerdict[]): TwilioAuthPolicyError {
    return new TwilioAuthPolicyError(refused, this.#facts.environment.name);
  }

  #report(verdicts: readonly PolicyVerdict[]): void {
    for (const { account, rule, severity, exception } of verdicts) {
      if (exception === undefined) {
        this.#options.emit('policy.violation', { account, rule, severity });
      } else {
        const { until, reason } = exception;
        this.#options.emit('policy.exception-used', { account, rule, until, reason });
      }
    }
  }
}

/** Whether this verdict stops what is about to happen. */
export function isRefusal({ severity, exception }: PolicyVerdict): boolean {
  return severity === 'error' && exception === undefined;
}

function identify({ rule, account, message }: PolicyVerdict): string {
  return JSON.stringify([rule, account, message]);
}
