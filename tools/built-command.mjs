import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The address of a library's command, after a first build where there was none. */
export function builtCommand(library) {
  const folder = new URL(`../libs/${library}/`, import.meta.url);
  const command = new URL('dist/esm/cli/main.js', folder);
  if (!existsSync(command)) build(fileURLToPath(new URL('tsconfig.build.json', folder)));
  // As if Node had been given the built file: the command looks for its package from there.
  process.argv[1] = fileURLToPath(command);
  return command.href;
}

/** Says what it does on standard error: the command's own output may go into a file. */
function build(project) {
  console.error('Building for the first time …');
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--build', project], {
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
