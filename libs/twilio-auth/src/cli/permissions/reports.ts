import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { flawOfPermissions } from '../../core/config/permission-names.js';
import { isObject } from '../../core/primitives/is-object.js';
import { own } from '../../core/primitives/own.js';
import { UsageError } from '../usage.js';

/** What was used, as one report says it. */
export interface Report {
  /** Name of the account in the application; its SID where an emulator says it. */
  readonly account: string;
  readonly permissions: readonly string[];
  /** Calls that no restricted key can make. */
  readonly unsupported: readonly string[];
  /** Calls of which it is not known what they need. */
  readonly unknown: readonly string[];
}

const EMULATOR_LIMIT_MS = 10_000;

/**
 * The reports in a file of an application, or in every `.json` file of a folder.
 *
 * @throws {UsageError} for a file that cannot be read, or that is no report.
 */
export async function readReports(path: string): Promise<readonly Report[]> {
  const files = await filesOf(path);
  const reports = await Promise.all(
    files.map(async (file) => reportsIn(await readText(file), `--from ${file}`)),
  );
  return reports.flat();
}

/**
 * What the credentials of a running emulator were used for.
 *
 * @throws {UsageError} where no emulator answers.
 */
export async function askEmulator(url: string): Promise<readonly Report[]> {
  const source = `--emulator ${url}`;
  if (!URL.canParse(url)) throw new UsageError(`${source}: this is no URL.`);
  const target = new URL('/__emulator/permissions', url);
  const signal = AbortSignal.timeout(EMULATOR_LIMIT_MS);
  const response = await fetch(target, { signal }).catch((error: unknown) => {
    throw new UsageError(`${source}: nothing answers there.`, { cause: error });
  });
  if (response.status === 403) {
    throw new UsageError(
      `${source}: an emulator answers this only on the machine where it runs. Run the command there, such as in its container.`,
    );
  }
  if (!response.ok) {
    throw new UsageError(`${source}: this is no emulator, it answers ${response.status}.`);
  }
  return reportsIn(await response.text(), source);
}

async function filesOf(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
    if (names.length === 0) throw new UsageError(`--from ${path}: no .json file is in it.`);
    return names.map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  const { code } = error as NodeJS.ErrnoException;
  return new UsageError(`--from ${path}: it cannot be read (${code}).`, { cause: error });
}

/** One report, a list of them, or the answer of an emulator, whose list is `used`. */
function reportsIn(text: string, source: string): readonly Report[] {
  const content = parse(text);
  const list = isObject(content) && 'used' in content ? content['used'] : content;
  return (Array.isArray(list) ? list : [list]).map((entry: unknown) => reportIn(entry, source));
}

function reportIn(entry: unknown, source: string): Report {
  const { account, permissions, unsupported, unknown } = isObject(entry) ? own(entry) : {};
  const flaw = flawOfPermissions(permissions);
  // One application may well need more than a key can have; that is for the check to say.
  const isMalformed = flaw !== undefined && !flaw.expected.startsWith('expected at most');
  if (typeof account !== 'string' || isMalformed) {
    throw new UsageError(
      `${source}: it holds no report of TwilioPermissions.used(). Write it with JSON.stringify(permissions.used()).`,
    );
  }
  return {
    account,
    permissions: permissions as readonly string[],
    unsupported: callsIn(unsupported),
    unknown: callsIn(unknown),
  };
}

/** The emulator has texts, the application objects with the reason. */
function callsIn(calls: unknown): readonly string[] {
  if (!Array.isArray(calls)) return [];
  return calls
    .map((call: unknown) => (isObject(call) ? call['request'] : call))
    .filter((call) => typeof call === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
