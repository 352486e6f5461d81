import { nearestWord } from '../protocol/nearest.js';

export const DEFAULT_PORT = '4010';
export const DEFAULT_HOST = '127.0.0.1';

/** The help of each command; `twilio-auth-emulator` alone starts the emulator. */
export const HELP = {
  start: `Usage: twilio-auth-emulator [options]
       twilio-auth-emulator env [options]

An offline Twilio that checks credentials as Twilio documents it. Without a command it starts,
and prints a line for each request. Open its address in a browser to see what happens.

Commands:
  env    print the .env file of an application that uses the emulator

Options:
  -p, --port <number>        port to listen on (default ${DEFAULT_PORT}; 0 picks a free one)
      --host <address>       address to listen on (default ${DEFAULT_HOST}; 0.0.0.0 in a container)
      --seed <file>          JSON file with accounts and credentials (default: one account)
      --random               random credentials instead of the same ones at every start
      --step-ms <number>     milliseconds between two statuses of a message or call (default 100)
      --control-token <text> open the control routes and the inspector to other machines, for
                             requests with this token (16 characters or more)
      --specs <folder>       Twilio's OpenAPI files: what is not emulated is answered from them
      --webhook-target <url> connect here for every webhook, whatever its URL says
      --webhook-host <name>  a host besides this machine that webhooks may go to (repeatable)
  -q, --quiet                print the address only, and no line for each request
  -v, --version              print the version
  -h, --help                 print this text; with a command, its options
`,
  env: `Usage: twilio-auth-emulator env [options] > .env

Prints the variables of an application that uses the emulator, and nothing else. They stay valid
when the emulator restarts with the same --seed.

Options:
  -m, --method <name>   oauth (default), api-key, auth-token or test
  -p, --port <number>   port of the emulator (default ${DEFAULT_PORT})
      --host <address>  host of the emulator (default ${DEFAULT_HOST})
      --seed <file>     the emulator's seed file
  -h, --help            print this text
`,
} as const;

/** What can be asked of the command line. */
export type CommandName = keyof typeof HELP;

/** The command line was not understood; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** ` Did you mean …?` where one of the words is what was meant, otherwise nothing. */
export function suggestion(typed: string, words: readonly string[]): string {
  const nearest = nearestWord(typed, words);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
