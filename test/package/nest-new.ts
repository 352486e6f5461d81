import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { runIn } from './run.js';

/** Has the Nest CLI make a new application, not installed yet, and returns its folder. */
export async function nestNew(into: string, cliVersion: string): Promise<string> {
  const parent = await mkdtemp(join(into, 'starter-'));
  const options = ['--skip-git', '--skip-install', '--package-manager', 'npm'];
  const cli = ['--yes', '--prefer-offline', `@nestjs/cli@${cliVersion}`];
  const { ok, output } = await runIn(parent, {}, 'npx', ...cli, 'new', 'my-app', ...options);
  if (!ok) throw new Error(`nest new failed:\n${output}`);
  return join(parent, 'my-app');
}
