import { readFile } from 'node:fs/promises';
import { TwilioEmulator } from '../server/emulator.js';
import { SeedError } from '../state/check-seed.js';
import type { Seed } from '../state/seed.js';
import { USAGE, UsageError, readArguments } from './arguments.js';
import { banner } from './banner.js';

/** Time for running requests to finish after a signal, before their connections are cut. */
const GRACE_MS = 5_000;

async function run(argv: readonly string[]): Promise<void> {
  const { help, host, port, seedFile, webhooks } = readArguments(argv);
  if (help) {
    console.log(USAGE);
    return;
  }
  const seed = seedFile === undefined ? undefined : await readSeed(seedFile);
  const emulator = await TwilioEmulator.start({ host, port, webhooks, ...(seed && { seed }) });
  console.log(banner(emulator));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), GRACE_MS).unref();
      emulator.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

async function readSeed(file: string): Promise<Seed> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Seed;
  } catch (error) {
    throw new UsageError(`--seed ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** Exit code 2: the command line or the seed is wrong; 1: it could not start. */
function fail(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof SeedError) {
    console.error(message);
    process.exit(2);
  }
  if (error instanceof UsageError) {
    console.error(`${message}\n\n${USAGE}`);
    process.exit(2);
  }
  console.error(
    code === 'EADDRINUSE' ? `The port is taken: ${message}. Choose another with --port.` : message,
  );
  process.exit(1);
}

run(process.argv.slice(2)).catch(fail);
