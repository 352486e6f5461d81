import { readFile } from 'node:fs/promises';
import { reachableUrl } from '../server/env.js';
import { SpecsError } from '../specs/specs-error.js';
import { SeedError } from '../state/check-seed.js';
import { firstAccount, readSeed } from './accounts.js';
import { readArguments, type Command } from './arguments.js';
import { envFile } from './env-file.js';
import { HELP, UsageError } from './usage.js';

async function run(argv: readonly string[]): Promise<void> {
  const command = readArguments(argv);
  switch (command.name) {
    case 'help':
      process.stdout.write(HELP[command.of]);
      return;
    case 'version':
      process.stdout.write(`${await version()}\n`);
      return;
    case 'env':
      process.stdout.write(await env(command));
      return;
    case 'start': {
      // The other commands answer without waiting for the server's code.
      const { start } = await import('./start.js');
      await start(command);
    }
  }
}

async function env(command: Command & { readonly name: 'env' }): Promise<string> {
  const { host, port, seedFile, method } = command;
  const account = firstAccount(await readSeed(seedFile));
  try {
    return envFile(account, reachableUrl(host, port), method);
  } catch (error) {
    throw new UsageError(`--method ${method}: ${(error as Error).message}`, { cause: error });
  }
}

async function version(): Promise<string> {
  const manifest = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Exit code 2: the command line, the seed or a specification is wrong; 1: it could not start. */
function fail(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError) {
    process.stderr.write(`${message}\nSee twilio-auth-emulator --help\n`);
  } else if (code === 'EADDRINUSE') {
    process.stderr.write(`The port is taken: ${message}. Choose another with --port.\n`);
  } else {
    process.stderr.write(`${message}\n`);
  }
  const isOurs = [UsageError, SeedError, SpecsError].some((kind) => error instanceof kind);
  process.exitCode = isOurs ? 2 : 1;
}

// Whoever reads the output may stop reading: `twilio-auth-emulator --help | head -1`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

run(process.argv.slice(2)).catch(fail);
