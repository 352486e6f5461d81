#!/usr/bin/env node
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { processVariables } from '../core/config/read-env.js';
import { readArguments } from './arguments.js';
import { doctor } from './doctor/doctor.js';
import { recommend } from './recommend/recommend.js';
import { paintFor, type Terminal } from './terminal.js';
import { USAGE, UsageError } from './usage.js';

const variables = processVariables();
const { stdin, stdout } = process;
const terminal: Terminal = {
  variables,
  out: (text) => stdout.write(text),
  isInteractive: stdin.isTTY && stdout.isTTY,
  paint: paintFor(stdout.isTTY, variables),
};

async function run(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv);
  switch (command.name) {
    case 'help':
      terminal.out(USAGE);
      return 0;
    case 'version':
      terminal.out(`${await version()}\n`);
      return 0;
    case 'doctor':
      return doctor(command, terminal);
    case 'recommend':
      return recommend(command, terminal);
  }
}

async function version(): Promise<string> {
  // The command is a link to this file, three folders below the package.
  const here = await realpath(process.argv[1] ?? '.');
  const file = await readFile(join(here, '../../../../package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

/** With `--json`, an error is JSON too. */
function fail(error: unknown, argv: readonly string[]): number {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  if (argv.includes('--json')) {
    const code = isUsage ? 'USAGE' : 'FAILED';
    terminal.out(`${JSON.stringify({ ok: false, error: { code, message } }, null, 2)}\n`);
  } else {
    process.stderr.write(`${message}\n${isUsage ? `\n${USAGE}` : ''}`);
  }
  return isUsage ? 2 : 1;
}

const argv = process.argv.slice(2);
run(argv)
  .catch((error: unknown) => fail(error, argv))
  .then(
    (code) => {
      process.exitCode = code;
    },
    () => process.exit(1),
  );
