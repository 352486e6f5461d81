import type { Account } from '../accounts/account.js';
import type { PolicyExceptionOptions } from '../config/options.js';
import {
  policyViolated,
  type PolicyViolation,
  type TwilioAuthPolicyError,
} from '../errors/policy.error.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { own } from '../primitives/own.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { exceptionFor } from './exceptions.js';
import { accountViolationsOf, violationsOf } from './policy-rules.js';
import { exceptionOf, isExcused, isRefusal, type PolicyVerdict } from './policy-verdict.js';
import { severityIn, type AccountRule, type CallRule, type PolicyFacts } from './rule.js';
import { liveInTestRule } from './rules/call-rules.js';
import { authTokenRule } from './rules/credential-rules.js';
import { webhookVerificationOffRule } from './rules/webhook-rules.js';

/** What the gate works with. */
export interface PolicyGateOptions {
  readonly facts: PolicyFacts;
  readonly exceptions: readonly PolicyExceptionOptions[];
  /** `request`: the application starts, and each call is refused instead. */
  readonly enforceAt: 'boot' | 'request';
  readonly clock: Clock;
  readonly emit: Emit;
}

/**
 * Checks every account against the policy before a client exists: at boot, and again whenever an
 * account appears or changes later.
 */
export class PolicyGate {
  readonly #options: PolicyGateOptions;
  readonly #exceptions: readonly PolicyExceptionOptions[];
  #facts: PolicyFacts;

  constructor(options: PolicyGateOptions) {
    this.#options = options;
    this.#facts = own(options.facts);
    this.#exceptions = options.exceptions.map(own);
  }

  get facts(): PolicyFacts {
    return this.#facts;
  }

  /**
   * Checks every account and the module itself, and reports each verdict as an event.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` with every error at once,
   * unless the policy is enforced at each request.
   */
  enforceAll(accounts: readonly Account[]): void {
    this.#enforce(this.evaluate(accounts));
  }

  /**
   * Checks an account that appears after the start: a tenant, or one whose credential changed.
   * Violations of the module as a whole were reported at boot and are not repeated.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` as {@link enforceAll} does.
   */
  enforceOne(account: Account): void {
    this.#enforce(this.#toVerdicts(accountViolationsOf(account, this.#facts)));
  }

  /**
   * Adds facts that are known only after the accounts were checked, such as the routes of the
   * application, and enforces the violations that they reveal.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` as {@link enforceAll} does.
   */
  addFacts(facts: Partial<PolicyFacts>, accounts: readonly Account[]): void {
    const known = new Set(this.evaluate(accounts).map(identify));
    const { routes } = own(facts);
    this.#facts = own({
      ...this.#facts,
      ...facts,
      ...withoutUndefined({ routes: routes?.map(own) }),
    });
    this.#enforce(this.evaluate(accounts).filter((verdict) => !known.has(identify(verdict))));
  }

  /**
   * Throws if the account violates the policy today, wherever the policy is enforced. Each
   * exception that allows it is an event.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  assertAllowed(account: Account): void {
    const verdicts = this.evaluate([account]);
    const refused = verdicts.filter(isRefusal);
    this.#report(refused.length > 0 ? refused : verdicts.filter(isExcused));
    if (refused.length > 0) throw this.#refusal(refused);
  }

  /**
   * {@link assertAllowed} for one API call. Where the policy is enforced at boot, only an exception
   * can have ended since; without exceptions there is nothing to check.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  assertCallAllowed(account: Account): void {
    const { enforceAt } = this.#options;
    if (enforceAt === 'request' || this.#exceptions.length > 0) this.assertAllowed(account);
    const [message] = liveInTestRule.check(account, this.#facts);
    if (message !== undefined)
      this.#assertNone(this.#errorsOf(liveInTestRule, account.name, message));
  }

  /**
   * Throws if a header with the account's SID and Auth Token may not leave today, whatever
   * strategy made it: only an exception for `auth-token` allows it, for test credentials too. That
   * is an event, except where the account authenticates this way by configuration:
   * {@link assertCallAllowed} has reported it.
   *
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION`
   */
  assertAuthTokenAllowed({ name: account, rest: { method } }: Account): void {
    const message = `The strategy "${method}" made a header with an account SID and its Auth Token.`;
    const verdicts = this.#errorsOf(authTokenRule, account, message);
    const isConfigured = method === 'test' || method === 'auth-token';
    if (!isConfigured || verdicts.some(isRefusal)) this.#report(verdicts);
    if (verdicts.some(isRefusal)) throw this.#refusal(verdicts);
  }

  /** Reports the verdicts, and throws if one of them refuses. */
  #assertNone(verdicts: readonly PolicyVerdict[]): void {
    this.#report(verdicts);
    if (verdicts.some(isRefusal)) throw this.#refusal(verdicts);
  }

  /**
   * Whether an unverified webhook of this account may be handled today. An exception that allows
   * it is an event. Judged for each request: with `enforceAt: 'request'` nothing was refused at
   * boot, and an exception may have ended since.
   */
  allowsUnverified({ name: account }: Account): boolean {
    const message = 'An unverified webhook arrived.';
    const verdicts = this.#errorsOf(webhookVerificationOffRule, account, message);
    if (verdicts.some(isRefusal)) return false;
    this.#report(verdicts);
    return true;
  }

  /** Every rule that these accounts break, worst first. Nothing is refused and no event sent. */
  evaluate(accounts: readonly Account[], facts: PolicyFacts = this.#facts): PolicyVerdict[] {
    return this.#toVerdicts(violationsOf(accounts, own(facts)));
  }

  /** The verdict on a rule that was broken just now, if that is an error in this environment. */
  #errorsOf(rule: AccountRule | CallRule, account: string, message: string): PolicyVerdict[] {
    const severity = severityIn(rule, this.#facts);
    if (severity !== 'error') return [];
    const { id, remedy } = rule;
    return this.#toVerdicts([{ rule: id, account, severity, message, remedy }]);
  }

  #toVerdicts(violations: readonly PolicyViolation[]): PolicyVerdict[] {
    const now = this.#options.clock.wallMs();
    return violations.map((violation) => {
      const exception = exceptionFor(violation, this.#exceptions, now);
      return { ...violation, ...withoutUndefined({ exception }) };
    });
  }

  #enforce(verdicts: readonly PolicyVerdict[]): void {
    this.#report(verdicts);
    const refused = verdicts.filter(isRefusal);
    if (refused.length > 0 && this.#options.enforceAt === 'boot') throw this.#refusal(refused);
  }

  #refusal(refused: readonly PolicyVerdict[]): TwilioAuthPolicyError {
    return policyViolated(refused, this.#facts.environment);
  }

  #report(verdicts: readonly PolicyVerdict[]): void {
    for (const verdict of verdicts) {
      const { account, rule, severity } = verdict;
      const exception = exceptionOf(verdict);
      if (exception === undefined) {
        this.#options.emit('policy.violation', { account, rule, severity });
      } else {
        const { until, reason } = exception;
        this.#options.emit('policy.exception-used', { account, rule, until, reason });
      }
    }
  }
}

function identify({ rule, account, message }: PolicyVerdict): string {
  return JSON.stringify([rule, account, message]);
}
