import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The result of a command, also if it fails, so that a test can show its output. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  /** Both streams. */
  readonly output: string;
}

/** Runs a command as a user outside this repository would. */
export async function runIn(
  folder: string,
  variables: NodeJS.ProcessEnv,
  command: string,
  ...args: readonly string[]
): Promise<Outcome> {
  try {
    const { stdout, stderr } = await execute(command, args, {
      cwd: folder,
      env: { ...environment(), ...variables },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { ok: true, stdout, output: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & Streams;
    return { ok: false, stdout, output: `${stdout}${stderr}` || message };
  }
}

interface Streams {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** The environment of the caller, without the variables of this test run. */
export function environment(): NodeJS.ProcessEnv {
  const ours = /^(npm_|VITEST|TWILIO_|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
