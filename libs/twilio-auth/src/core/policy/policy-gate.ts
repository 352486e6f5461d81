import { DEFAULT_ACCOUNT, type Account } from '../accounts/account.js';
import type { PolicyExceptionOptions } from '../config/options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { TwilioAuthPolicyError, type PolicyViolation } from '../errors/policy.error.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { exceptionFor, exceptionProblems } from './exceptions.js';
import type { PolicyFacts, PolicyRule } from './rule.js';
import { POLICY_RULES } from './rules/rules.js';

/** One broken rule, and the exception that lets it through if there is one. */
export interface Verdict extends PolicyViolation {
  readonly exception?: PolicyExceptionOptions;
}

/** What the gate works with. */
export interface PolicyGateOptions {
  readonly facts: PolicyFacts;
  readonly exceptions: readonly PolicyExceptionOptions[];
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
   * application has them.
   *
   * @returns what the new facts brought to light, reported to the events
   */
  learn(facts: Partial<PolicyFacts>, accounts: readonly Account[]): Verdict[] {
    const known = new Set(this.inspect(accounts).map(identify));
    this.#facts = { ...this.#facts, ...facts };
    const news = this.inspect(accounts).filter((verdict) => !known.has(identify(verdict)));
    this.#report(news);
    return news;
  }

  /** Every rule that these accounts break, worst first. */
  inspect(accounts: readonly Account[], facts: PolicyFacts = this.#facts): Verdict[] {
    const now = this.#options.clock.wallMs();
    return POLICY_RULES.flatMap((rule) => breaches(rule, accounts, facts))
      .map((violation) => {
        const exception = exceptionFor(violation, this.#options.exceptions, now);
        return exception === undefined ? violation : { ...violation, exception };
      })
      .toSorted((one, other) => RANK[one.severity] - RANK[other.severity]);
  }

  /**
   * Lets the accounts through or refuses them, and tells the events about it.
   *
   * @returns what is worth a line in the log
   * @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` with every error at once.
   */
  enforce(accounts: readonly Account[]): Verdict[] {
    const verdicts = this.inspect(accounts);
    this.#report(verdicts);
    this.refuse(verdicts);
    return verdicts;
  }

  /** @throws TwilioAuthPolicyError `TWILIO_AUTH_POLICY_VIOLATION` when any of them is a refusal. */
  refuse(verdicts: readonly Verdict[]): void {
    const refused = verdicts.filter(isRefusal);
    if (refused.length === 0) return;
    throw new TwilioAuthPolicyError(refused, this.#facts.environment.name);
  }

  #report(verdicts: readonly Verdict[]): void {
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
export function isRefusal({ severity, exception }: Verdict): boolean {
  return severity === 'error' && exception === undefined;
}

function identify({ rule, account, message }: Verdict): string {
  return JSON.stringify([rule, account, message]);
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function breaches(
  rule: PolicyRule,
  accounts: readonly Account[],
  facts: PolicyFacts,
): PolicyViolation[] {
  const severity = facts.environment.isProduction ? rule.production : rule.elsewhere;
  if (severity === 'none') return [];
  const breach = (account: string, message: string): PolicyViolation => {
    return { rule: rule.id, account, severity, message, remedy: rule.remedy };
  };
  return rule.scope === 'module'
    ? rule.check(facts).map((message) => breach(DEFAULT_ACCOUNT, message))
    : accounts.flatMap((account) =>
        rule.check(account, facts).map((message) => breach(account.name, message)),
      );
}
