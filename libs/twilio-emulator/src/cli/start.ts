import { TwilioEmulator } from '../server/emulator.js';
import { withStableCredentials } from '../state/stable-seed.js';
import { readSeed } from './accounts.js';
import type { Command } from './arguments.js';
import { DEFAULT_HOST, DEFAULT_PORT } from './usage.js';
import { banner } from './env-file.js';
import { requestLine } from './request-line.js';

/** Time for running requests to finish after a signal, before their connections are cut. */
const GRACE_MS = 5_000;

/** Starts the emulator, says where it listens, and stops it on Ctrl+C or SIGTERM. */
export async function start(command: Command & { readonly name: 'start' }): Promise<void> {
  const { host, port, seedFile, random, quiet, stepMs, controlToken, webhooks, specs } = command;
  const given = await readSeed(seedFile);
  const seed = random ? given : withStableCredentials(given);
  const emulator = await TwilioEmulator.start({
    host,
    port,
    stepMs,
    webhooks,
    seed,
    ...(controlToken !== undefined && { controlToken }),
    ...(!quiet && { onRequest: (request) => process.stdout.write(requestLine(request)) }),
    ...(specs !== undefined && { specs }),
  });
  const { account, url } = emulator;
  const again = random ? undefined : optionsOf(command, url);
  process.stdout.write(quiet ? `${url}\n` : banner(account, url, again));
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

/** The options of `env` that lead to this emulator, where they are not the defaults. */
function optionsOf({ seedFile }: { readonly seedFile: string | undefined }, url: string): string {
  const { hostname, port } = new URL(url);
  const options = [
    port === DEFAULT_PORT ? '' : ` --port ${port}`,
    hostname === DEFAULT_HOST ? '' : ` --host ${hostname}`,
    seedFile === undefined ? '' : ` --seed ${seedFile}`,
  ];
  return options.join('');
}
