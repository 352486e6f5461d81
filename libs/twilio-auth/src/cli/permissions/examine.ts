import { flawOfPermissions, unknownPermissions } from '../../core/config/permission-names.js';
import { comparePermissions } from '../../core/permissions/compare-permissions.js';
import { UsageError } from '../usage.js';
import type { Report } from './reports.js';

/** What the command has found: what its JSON shows. */
export interface Findings {
  /** The lock file, as it is now. */
  readonly lock: string;
  /** Accounts whose reports were read. */
  readonly accounts: readonly string[];
  /** Whether no report was given, or those that were given hold no call, or they hold some. */
  readonly saw: 'no-report' | 'no-call' | 'calls';
  /** Names in the lock file; after `--write` and `--add`, with the new ones. */
  readonly permissions: readonly string[];
  /** What was used. */
  readonly used: readonly string[];
  /** Used, and not in the file. */
  readonly missing: readonly string[];
  /** In the file, and not used. */
  readonly unused: readonly string[];
  /** What is wrong with names in the file. */
  readonly problems: readonly string[];
  readonly unsupported: readonly string[];
  readonly unknown: readonly string[];
}

/** Whether any call was made. */
export function sawCalls(reports: readonly Report[]): boolean {
  return reports.some((report) =>
    [report.permissions, report.unsupported, report.unknown].some((list) => list.length > 0),
  );
}

function seenIn(reports: readonly Report[]): Findings['saw'] {
  return sawCalls(reports) ? 'calls' : 'no-call';
}

/** Compares the names of the lock file with what was used, if any report was given. */
export function examine(
  lock: string,
  permissions: readonly string[],
  given: readonly Report[] | undefined,
): Findings {
  const reports = given ?? [];
  const all = (part: (report: Report) => readonly string[]): readonly string[] =>
    [...new Set(reports.flatMap(part))].toSorted();
  const used = all((report) => report.permissions);
  const problems = problemsOf(permissions);
  const { missing, excess } = comparePermissions(permissions, used);
  return {
    lock,
    accounts: all(({ account }) => [account]),
    saw: given === undefined ? 'no-report' : seenIn(given),
    permissions: [...new Set(permissions)].toSorted(),
    used,
    missing,
    unused: given === undefined ? [] : excess,
    problems,
    unsupported: all(({ unsupported }) => unsupported),
    unknown: all(({ unknown }) => unknown),
  };
}

/** What is wrong with names: their form, their number, and names that Twilio does not know. */
export function problemsOf(permissions: readonly string[]): readonly string[] {
  const flaw = flawOfPermissions(permissions);
  if (flaw !== undefined) return [`${flaw.expected}. ${flaw.remedy}`];
  return unknownPermissions(permissions).map((name) => `Twilio has no permission ${name}.`);
}

/**
 * The reports of the chosen accounts. Those of several accounts are not merged by mistake: the
 * key of one would get the rights that another one needs.
 *
 * @throws {UsageError}
 */
export function choose(reports: readonly Report[], accounts: readonly string[]): readonly Report[] {
  const names = [...new Set(reports.map(({ account }) => account))].toSorted();
  const absent = accounts.filter((account) => !names.includes(account));
  const found = names.length === 0 ? 'no account' : names.join(', ');
  if (absent.length > 0) {
    throw new UsageError(`No report is about ${absent.join(' and ')}; they are about ${found}.`);
  }
  if (accounts.length > 0) return reports.filter(({ account }) => accounts.includes(account));
  if (names.length <= 1) return reports;
  throw new UsageError(
    `The reports are about several accounts: ${found}. Choose with --account; each key has a file of its own (--lock).`,
  );
}
