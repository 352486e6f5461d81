import { parseArgs } from 'node:util';
import type { WebhookOptions } from '../webhooks/post.js';

/** What the command line asks for. */
export interface CliArguments {
  readonly help: boolean;
  readonly port: number;
  readonly host: string;
  readonly seedFile: string | undefined;
  readonly webhooks: WebhookOptions;
}

export const USAGE = `Usage: twilio-auth-emulator [options]

An offline Twilio that checks credentials as Twilio documents it.

  --port <number>   port to listen on (default 4010; 0 picks a free one)
  --host <address>  address to listen on (default 127.0.0.1; 0.0.0.0 in a container)
  --seed <file>     JSON file with accounts and credentials (default: one account, fresh secrets)
  --webhook-target <url>  connect here for every webhook, whatever its URL says
  --webhook-host <name>   a host besides this machine that webhooks may go to (repeatable)
  --help            this text
`;

/** The command line was not understood; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} for an unknown option or a wrong value. */
export function readArguments(argv: readonly string[]): CliArguments {
  const values = parse(argv);
  const port = Number(values.port ?? '4010');
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '') {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
  }
  const target = values['webhook-target'];
  if (target !== undefined && !/^https?:\/\//.test(target)) {
    throw new UsageError('--webhook-target must be an http or https URL.');
  }
  return {
    help: values.help ?? false,
    port,
    host: values.host ?? '127.0.0.1',
    seedFile: values.seed,
    webhooks: {
      hosts: values['webhook-host'] ?? [],
      ...(target === undefined ? {} : { target }),
    },
  };
}

const OPTIONS = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  seed: { type: 'string' },
  'webhook-target': { type: 'string' },
  'webhook-host': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(
  argv: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
