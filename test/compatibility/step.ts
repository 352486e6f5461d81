import type { Application } from '../package/application.js';

/** Runs a command that has to succeed, and returns what it printed on standard output. */
export async function step(app: Application, command: string): Promise<string> {
  const { ok, stdout, output } = await app.run(command);
  if (!ok) throw new Error(`${command}\n${output}`);
  return stdout;
}

/** Flags of an installation: of npm, quiet and from its cache where that has the package. */
export const NPM_FLAGS = '--no-audit --no-fund --prefer-offline --loglevel=error';
