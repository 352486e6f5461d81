import { didYouMean } from '../primitives/closest-to.js';
import { isObject } from '../primitives/is-object.js';
import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import { own } from '../primitives/own.js';
import type {
  PolicyExceptionOptions,
  PolicyOptions,
  TwilioAuthModuleOptions,
} from '../config/options.js';
import { unknownOptions } from '../config/problems.js';
import type { ConfigProblem } from '../errors/config.error.js';
import type { PolicyViolation } from '../errors/policy.error.js';
import { POLICY_RULES } from './policy-rules.js';

const DAY_MS = 86_400_000;
const MAX_DAYS_AHEAD = 180;
const FIELDS = ['rule', 'account', 'until', 'reason'];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The exception that allows this violation today, if there is one for its account. */
export function exceptionFor(
  violation: Pick<PolicyViolation, 'rule' | 'account'>,
  exceptions: readonly PolicyExceptionOptions[],
  nowMs: number,
): PolicyExceptionOptions | undefined {
  return exceptions.find(
    ({ rule, account = DEFAULT_ACCOUNT, until }) =>
      rule === violation.rule && account === violation.account && isInForce(until, nowMs),
  );
}

/** The exceptions of options that are not validated yet: none where they are not a list. */
export function exceptionsIn(options: unknown): readonly PolicyExceptionOptions[] {
  const { policy } = fieldsOf<TwilioAuthModuleOptions>(options);
  const { exceptions } = fieldsOf<PolicyOptions>(policy);
  return Array.isArray(exceptions) ? exceptions : [];
}

function fieldsOf<T extends object>(value: unknown): Partial<T> {
  return own(isObject(value) ? value : {}) as Partial<T>;
}

/** What is wrong with the exceptions: each must be explicit, reasoned and dated. */
export function exceptionProblems(
  exceptions: readonly PolicyExceptionOptions[],
  nowMs: number,
): ConfigProblem[] {
  return exceptions.flatMap((given, index) => {
    const path = `policy.exceptions[${index}]`;
    if (!isObject(given)) {
      const expected = 'expected an object with rule, until and reason';
      return [{ path, expected, remedy: 'Correct the type.' }];
    }
    const exception = own(given);
    return [
      // A misspelt `account` would make it an exception for another account.
      ...unknownOptions(exception, FIELDS, path),
      ...accountProblems(exception, path),
      ...ruleProblems(exception, path),
      ...reasonProblems(exception, path),
      ...dateProblems(exception, path, nowMs),
    ];
  });
}

/** Whole days until the exception ends; negative once it has. */
export function daysLeft(until: string, nowMs: number): number {
  return Math.floor((endOf(until) - nowMs) / DAY_MS);
}

function ruleProblems({ rule }: PolicyExceptionOptions, path: string): ConfigProblem[] {
  const known = POLICY_RULES.map(({ id }) => id);
  if (known.includes(rule)) return [];
  const remedy = `${didYouMean(rule, known)}Use one of ${[...new Set(known)].join(', ')}.`;
  return [{ path: `${path}.rule`, expected: 'there is no such rule', remedy }];
}

function accountProblems({ account }: PolicyExceptionOptions, path: string): ConfigProblem[] {
  if (account === undefined || (typeof account === 'string' && account !== '')) return [];
  const expected = 'expected the name of an account';
  return [
    {
      path: `${path}.account`,
      expected,
      remedy: 'Name it, or leave it out for the default account.',
    },
  ];
}

function reasonProblems({ reason }: PolicyExceptionOptions, path: string): ConfigProblem[] {
  if (typeof reason === 'string' && reason.trim() !== '') return [];
  return [
    {
      path: `${path}.reason`,
      expected: 'an exception needs a reason',
      remedy: 'Write why it is needed: the log shows it at every start.',
    },
  ];
}

function dateProblems(
  { until }: PolicyExceptionOptions,
  path: string,
  nowMs: number,
): ConfigProblem[] {
  const at = `${path}.until`;
  if (!isDate(until)) {
    return [
      {
        path: at,
        expected: 'expected a date YYYY-MM-DD',
        remedy: 'Write the last day on which it applies.',
      },
    ];
  }
  if (!isInForce(until, nowMs)) {
    return [
      {
        path: at,
        expected: `the exception ended on ${until}`,
        remedy: 'Fix what it allowed and remove it, or give it a later date.',
      },
    ];
  }
  if (daysLeft(until, nowMs) > MAX_DAYS_AHEAD) {
    return [
      {
        path: at,
        expected: `at most ${MAX_DAYS_AHEAD} days ahead`,
        remedy: 'Choose an earlier date, and extend the exception when it ends.',
      },
    ];
  }
  return [];
}

function isInForce(until: string, nowMs: number): boolean {
  return isDate(until) && endOf(until) > nowMs;
}

/** Whether it is a real date: `Date.parse` reads the 30th of February as the 2nd of March. */
function isDate(until: unknown): until is string {
  if (typeof until !== 'string' || !DATE.test(until)) return false;
  const ms = Date.parse(`${until}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(until);
}

/** The first moment after the last day, UTC. */
function endOf(until: string): number {
  return Date.parse(`${until}T00:00:00Z`) + DAY_MS;
}
