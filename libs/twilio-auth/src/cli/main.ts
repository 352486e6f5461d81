#!/usr/bin/env node
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { processVariables } from '../core/config/read-env.js';
import { readArguments, subjectOf } from './arguments.js';
import { doctor } from './doctor/doctor.js';
import { failureOf } from './failure.js';
import { helpText } from './help.js';
import { init } from './init/init.js';
import { permissions } from './permissions/permissions.js';
import { recommend } from './recommend/recommend.js';
import { columnsOf, paintFor, wrapFor, type Terminal } from './terminal.js';
import { CancelledError } from './usage.js';

const variables = processVariables();
const { stdin, stdout, stderr } = process;
const terminal: Terminal = {
  variables,
  out: (text) => stdout.write(text),
  progress: (text) => stderr.write(text),
  isInteractive: stdin.isTTY && stdout.isTTY,
  paint: paintFor(stdout.isTTY, variables),
  wrap: wrapFor(columnsOf(stdout)),
};

async function run(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv);
  switch (command.name) {
    case 'help':
      terminal.out(helpText(command.help, terminal));
      return 0;
    case 'version':
      terminal.out(`${await version()}\n`);
      return 0;
    case 'run':
      return command.run(terminal);
    case 'init':
      return init(command, terminal);
    case 'doctor':
      return doctor(command, terminal);
    case 'permissions':
      return permissions(command, terminal);
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

/** What a shell reports of a process that Ctrl+C ended. */
const CANCELLED = 130;

/** With `--json`, an error is JSON too. */
function fail(error: unknown, argv: readonly string[]): number {
  if (error instanceof CancelledError) {
    stderr.write('\n');
    return CANCELLED;
  }
  const failure = failureOf(error);
  const isUsage = failure.code === 'USAGE';
  if (argv.includes('--json')) {
    terminal.out(`${JSON.stringify({ ok: false, error: failure }, null, 2)}\n`);
  } else {
    const command = ['nestjs-twilio-auth', subjectOf(argv), '--help'].filter(Boolean).join(' ');
    const hint = failure.hint === undefined ? '' : `${failure.hint}\n`;
    stderr.write(`${failure.message}\n${hint}${isUsage ? `See \`${command}\`.\n` : ''}`);
  }
  // A file that a command names, or a variable, is as much a part of the command line.
  return isUsage || failure.code === 'TWILIO_AUTH_CONFIG_INVALID' ? 2 : 1;
}

// Whoever reads the output may stop reading: `nestjs-twilio-auth --help | head -1`.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
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
