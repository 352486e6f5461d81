import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';
import { isPrinted } from './delivery.js';

/** Done, but a credential is left that a person has to decide on. */
export const LEFT_OVER = 3;

/** The exit codes of a command that changes something, for its help. */
export const EXIT_CODES =
  'Exit codes: 0 done; 1 it failed, and what is in use still works: run the same command again; 2 the command line, a variable or a file is wrong, and nothing was changed; 3 done, but a credential is left, which the output names.';

/** For the help of a command that changes something. */
export const DRY_RUN_HELP = ['--dry-run', 'print every step, and change nothing'] as const;

/** How the result of a command is printed. */
interface Output {
  readonly json: boolean;
  /** Where the new credential goes. */
  readonly deliver?: object;
}

/** @throws {UsageError} where JSON and the secret would both need standard output. */
export function requireOneOutput({ json, deliver }: Output): void {
  if (json && deliver !== undefined && isPrinted(deliver)) {
    throw new UsageError('--json and --deliver - both need standard output: give one of them.');
  }
}

/** Prints what was done: on standard output, unless a secret has it. */
export function printOutcome(
  terminal: Terminal,
  { json, deliver }: Output,
  report: object,
  text: string,
): void {
  if (json) terminal.out(`${JSON.stringify({ ok: true, ...report }, null, 2)}\n`);
  else if (deliver !== undefined && isPrinted(deliver)) terminal.progress(text);
  else terminal.out(text);
}

/** As wide as the longest name of a step. */
const STEP_WIDTH = 11;

/** A step that is done, for people. */
export function stepLine<Step extends string>(
  step: Step,
  meanings: Readonly<Record<Step, string>>,
): string {
  return `${step.padEnd(STEP_WIDTH)} ${meanings[step]}\n`;
}

/**
 * The steps of a plan, under a line without which they would read as if they were done.
 *
 * @param what what would be done, such as "rotate the Auth Token of AC…"
 */
export function dryRunText<Step extends string>(
  what: string,
  { steps, resumed = false }: { readonly steps: readonly Step[]; readonly resumed?: boolean },
  meanings: Readonly<Record<Step, string>>,
): string {
  const start = resumed ? 'Would go on with an earlier run, and' : 'Would';
  const lines = steps.map((step) => stepLine(step, meanings)).join('');
  return `${start} ${what}. Nothing was changed. After each step:\n${lines}`;
}
