import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { EnvLine } from '../credential-lines.js';
import { parseEnvFile } from '../env-file.js';
import { UsageError } from '../usage.js';
import { addLines, readEnv, type AddedLines } from './add-lines.js';

const PACKAGE = 'twilio-auth-emulator';

/**
 * Appends the variables of the emulator that is installed in this folder to an `.env` file.
 *
 * @throws {UsageError} where it is not installed, or the file has another credential: half of each
 *   would be none.
 */
export async function addEmulatorLines(path: string): Promise<AddedLines> {
  const lines = await emulatorLines();
  const present = await readEnv(path);
  const others = lines.filter(
    ({ name, value }) => name !== 'NODE_ENV' && (present[name] ?? value) !== value,
  );
  if (others.length > 0) {
    const names = others.map(({ name }) => name).join(', ');
    throw new UsageError(
      `${path} sets ${names} for another account. Remove these lines, or set the emulator's variables in another file.`,
    );
  }
  return addLines(path, lines);
}

/** What the emulator's own command prints. */
async function emulatorLines(): Promise<readonly EnvLine[]> {
  const command = await emulatorCommand();
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'env']);
  return Object.entries(parseEnvFile(stdout)).map(([name, value]) => ({ name, value }));
}

async function emulatorCommand(): Promise<string> {
  const manifest = resolveManifest();
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[PACKAGE] ?? '');
}

function resolveManifest(): string {
  try {
    return createRequire(resolve('package.json')).resolve(`${PACKAGE}/package.json`);
  } catch (error) {
    throw new UsageError(
      `${PACKAGE} is not installed here. Run \`npm install --save-dev ${PACKAGE}\` first.`,
      { cause: error },
    );
  }
}
