import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processVariables } from '../config/read-env.js';
import { couldHold } from './could-hold.js';

/** A command that has not ended by then is ended: a pipeline must not wait for ever. */
const LIMIT_MS = 300_000;

/** What a command prints about its failure is at the end. */
const LONGEST_OUTPUT = 2_000;

/** A command did not take what it was given. The message never holds the secret. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

/**
 * Runs a command in the shell (`/bin/sh -c`; on Windows `cmd.exe`) and writes the text to its
 * standard input. It gets none of our `TWILIO_` variables, and what it prints is shown nowhere.
 *
 * Rejects with {@link CommandFailedError} unless it ends with exit code 0; with what it printed on
 * standard error, where that cannot hold the secret.
 */
export async function giveToCommand(
  command: string,
  text: string,
  secret: string,
  limitMs = LIMIT_MS,
): Promise<void> {
  const child = spawn(command, {
    shell: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: withoutTwilio(),
    // A background process of the command may live on; the shell may not.
    timeout: limitMs,
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-LONGEST_OUTPUT);
  });
  // A command that does not read its input is no error by itself.
  child.stdin.on('error', () => undefined).end(text);
  // A process in the background may keep standard error open.
  child.once('exit', (_code, signal) => signal && child.stderr.destroy());
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code === 0) return;
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  throw new CommandFailedError(`the command ${how}${wordsOf(output, secret)}`);
}

/** Prints a text on standard output. Rejects if nobody reads it. */
export function printText(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function wordsOf(output: string, secret: string): string {
  const words = output.trim().replaceAll(/\s+/g, ' ');
  if (words === '') return '';
  return couldHold(output, secret)
    ? '; its output is not repeated, because it may hold the secret'
    : `: ${words}`;
}

/** The administrator's credential is no business of a secrets manager's command line. */
function withoutTwilio(): NodeJS.ProcessEnv {
  const variables = Object.entries(processVariables());
  return Object.fromEntries(variables.filter(([name]) => !/^TWILIO/i.test(name)));
}
