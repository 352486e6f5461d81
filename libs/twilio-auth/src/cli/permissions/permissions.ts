import { PERMISSIONS_FILE } from '../../core/config/permissions-file.js';
import { policyOf } from '../../core/permissions/permission-policy.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { choose, examine, problemsOf, sawCalls, type Findings } from './examine.js';
import { readLock, writeLock } from './lock-file.js';
import { permissionsText, type Mode } from './permissions-text.js';
import { askEmulator, readReports, type Report } from './reports.js';

/** In the form of `parseArgs`. */
export const PERMISSIONS_OPTIONS = {
  from: { type: 'string', multiple: true },
  emulator: { type: 'string' },
  account: { type: 'string', multiple: true },
  write: { type: 'boolean' },
  check: { type: 'boolean' },
  strict: { type: 'boolean' },
  add: { type: 'string', multiple: true },
  lock: { type: 'string' },
} as const;

export interface PermissionsArguments {
  readonly json: boolean;
  readonly mode: Mode;
  readonly lock: string;
  readonly from: readonly string[];
  readonly emulator?: string;
  readonly accounts: readonly string[];
  /** Permissions to add. */
  readonly add: readonly string[];
}

interface Values {
  readonly from?: string[];
  readonly emulator?: string;
  readonly account?: string[];
  readonly write?: boolean;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly add?: string[];
  readonly lock?: string;
  readonly json?: boolean;
}

/** @throws {UsageError} for options that exclude each other, or a permission that does not exist. */
export function readPermissionsArguments(values: Values): PermissionsArguments {
  const { json = false, from = [], emulator, account = [], add = [], lock } = values;
  const mode = modeOf(values);
  const [problem] = problemsOf(add);
  if (problem !== undefined) throw new UsageError(`--add: ${problem}`);
  const hasReports = from.length > 0 || emulator !== undefined;
  if (!hasReports && (mode === 'show' || mode === 'write' || mode === 'strict')) {
    throw new UsageError('Say what was used: --from <path> or --emulator <url>.');
  }
  const source = withoutUndefined({ emulator });
  return { json, mode, lock: lock ?? PERMISSIONS_FILE, from, ...source, accounts: account, add };
}

function modeOf({ write, check, strict, add = [] }: Values): Mode {
  const given = [
    write === true && 'write',
    // Strict includes the check.
    check === true && strict !== true && 'check',
    strict === true && 'strict',
    add.length > 0 && 'add',
  ].filter((mode) => mode !== false);
  if (given.length > 1) throw new UsageError(`Give one of --${given.join(' and --')}.`);
  return (given[0] as Mode | undefined) ?? 'show';
}

/** Shows, writes or checks the lock file, and returns the exit code. */
export async function permissions(
  { json, mode, lock, from, emulator, accounts, add }: PermissionsArguments,
  { out, ...style }: Terminal,
): Promise<number> {
  const locked = await readLock(lock);
  const isCheck = mode === 'check' || mode === 'strict';
  if (locked === undefined && isCheck) {
    throw new UsageError(`There is no ${lock}. Write it with \`permissions --write\`.`);
  }
  const reports = choose(await readAll(from, emulator), accounts);
  const hasReports = from.length > 0 || emulator !== undefined;
  const isFromReports = mode === 'write' || mode === 'show';
  if (isFromReports && !sawCalls(reports)) throw new UsageError(NO_CALL);
  const before = examine(lock, locked ?? [], hasReports ? reports : undefined);
  const isOk = isCheck ? passes(before, mode) : before.problems.length === 0;
  const findings = isOk && !isCheck ? await applied(before, mode, add) : before;
  const shown = { mode, isOk };
  out(
    json
      ? `${JSON.stringify({ ok: isOk, ...findings }, null, 2)}\n`
      : permissionsText(findings, shown, style),
  );
  return isOk ? 0 : 1;
}

async function readAll(
  from: readonly string[],
  emulator: string | undefined,
): Promise<readonly Report[]> {
  const read = [
    ...from.map(readReports),
    ...(emulator === undefined ? [] : [askEmulator(emulator)]),
  ];
  return (await Promise.all(read)).flat();
}

/** A check of reports without a call fails: whoever gave them expects that something was checked. */
function passes(findings: Findings, mode: Mode): boolean {
  const { saw, missing, unused, problems, unsupported } = findings;
  const lists = [missing, problems, unsupported, ...(mode === 'strict' ? [unused] : [])];
  return saw !== 'no-call' && lists.every((list) => list.length === 0);
}

const NO_CALL =
  'The reports hold no call, so they do not say what the application needs. Run it or its tests first.';

/** Writes the file where the mode asks for it; the findings still say what was new. */
async function applied(before: Findings, mode: Mode, add: readonly string[]): Promise<Findings> {
  if (mode !== 'write' && mode !== 'add') return before;
  const names = [...before.permissions, ...(mode === 'add' ? plainNames(add) : before.used)];
  const [problem] = problemsOf(names);
  if (problem !== undefined) throw new UsageError(problem);
  const all = [...new Set(names)].toSorted();
  await writeLock(before.lock, all);
  return { ...before, permissions: all };
}

/** `/*` as its five names: it is not known whether Twilio accepts it in a new policy. */
function plainNames(add: readonly string[]): readonly string[] {
  return policyOf(add, 'The application').allow;
}
