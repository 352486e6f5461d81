import { PERMISSIONS_FILE } from '../core/config/permissions-file.js';
import { PURPOSES } from './recommend/advice.js';
import type { Style } from './terminal.js';

/** The help text of a command, or of a group of them. */
export interface Help {
  readonly usage: string;
  readonly about: string;
  /** What the list of its group says, where `about` is too long for it. */
  readonly summary?: string;
  readonly title?: 'Commands' | 'Options';
  /** The options, or the commands. */
  readonly list: readonly (readonly [string, string])[];
  readonly notes: readonly string[];
}

export const HELP_OPTION = ['-h, --help', 'print this text'] as const;
export const JSON_OPTION = ['--json', 'print JSON, errors included'] as const;

const HELP = {
  main: {
    usage: '<command> [options]',
    title: 'Commands',
    about:
      'Shows and sets up how a Nest application authenticates with Twilio, and replaces its credentials. No secret is printed unless `--deliver -` asks for it.',
    list: [
      ['init', 'set up an existing Nest application: the lines of .env and the import'],
      [
        'doctor',
        'show how an application would authenticate, and what is wrong, here and in production',
      ],
      ['recommend', 'recommend a way to authenticate, with lines to paste'],
      ['permissions', 'keep the permissions that an application needs in a file, and check it'],
      ['keys', 'list, create, rotate and revoke API keys, as an administrator'],
      ['oauth', 'rotate the secret of an OAuth app, as an administrator'],
      ['auth-token', 'rotate the Auth Token, as an administrator'],
      ['subaccount', 'create a subaccount with a key of its own, as an administrator'],
      ['-h, --help', 'print this text; after a command, its options'],
      ['-v, --version', 'print the version of this package'],
    ],
    notes: [
      'Exit codes: 0 no errors; 1 an error was found; 2 the command line or a file is wrong.',
    ],
  },
  init: {
    usage: 'init [options]',
    about:
      'Prints what an existing Nest application needs to authenticate with Twilio: the lines of .env and the import. On a terminal it asks for the method.',
    list: [
      ['-m, --method <name>', 'emulator, oauth, api-key, auth-token or test'],
      ['--write', 'append the lines to .env; variables that it sets already stay as they are'],
      HELP_OPTION,
    ],
    notes: [],
  },
  doctor: {
    usage: 'doctor [options]',
    about:
      'Shows how an application would authenticate with Twilio, where each value comes from, and what is wrong, in this environment and in production.',
    list: [
      [
        '-f, --file <file>',
        'load this .env file first; variables of the process win, as in the application',
      ],
      ['--environment <name>', 'examine this environment instead of NODE_ENV'],
      ['--probe', 'try each credential with the cheapest read that it may make'],
      ['--timeout <seconds>', 'time limit of a probe (default 10)'],
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [
      'Exit codes: 0 the application would start, and the probe, if any, was accepted; 1 it would not start, or the probe failed; 2 the command line or a file is wrong.',
    ],
  },
  recommend: {
    usage: 'recommend [options]',
    about: 'Recommends a way to authenticate, with lines to paste. On a terminal it asks.',
    list: [
      ['--for <purpose>', `what the credential is for: ${PURPOSES.join(', ')}`],
      ['--region <region>', 'Twilio region, if it is not us1'],
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [],
  },
  permissions: {
    usage: 'permissions [options]',
    about: `Shows which of Twilio's permissions an application needs, and the policy of a restricted key that has exactly these. Keeps them in ${PERMISSIONS_FILE}, for people to review and for builds to check.`,
    list: [
      [
        '--from <path>',
        'what an application used: JSON of TwilioPermissions.used(), or a folder of such files; may be repeated',
      ],
      ['--emulator <url>', 'what a running emulator was asked for, such as http://localhost:4010'],
      [
        '--account <name>',
        'the account to look at, where the reports have several; may be repeated',
      ],
      ['--write', 'add what was used to the file'],
      [
        '--check',
        'fail if more was used than the file has, or if it has a name that does not exist',
      ],
      ['--strict', 'the same, and fail if the file has more than was used'],
      ['--add <permission>', 'add this permission to the file; may be repeated'],
      ['--lock <file>', `the file (default ${PERMISSIONS_FILE})`],
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [
      'Only calls that were made are seen: a check is as good as the tests that it looks at.',
      'Exit codes: 0 done, or the check passed; 1 the check failed; 2 the command line or a file is wrong.',
    ],
  },
} as const satisfies Readonly<Record<string, Help>>;

/** What has a help text: each command, and `main` for the command line as a whole. */
export type HelpTopic = keyof typeof HELP;

const LABEL = 24;

/** The help of a command that is in no group. */
export function helpOf(topic: HelpTopic): Help {
  return HELP[topic];
}

/** A help as text. */
export function helpText(help: Help, { wrap }: Style): string {
  const { usage, about, title = 'Options', list, notes } = help;
  const rows = list.map(([label, text]) =>
    // A label that is too long has a line of its own.
    label.length > LABEL - 4
      ? `  ${label}\n${wrap(text, ' '.repeat(LABEL))}`
      : wrap(text, ' '.repeat(LABEL), `  ${label}`.padEnd(LABEL)),
  );
  return [
    `Usage: nestjs-twilio-auth ${usage}`,
    wrap(about, ''),
    `${title}:\n${rows.join('\n')}`,
    ...notes.map((note) => wrap(note, '')),
  ]
    .join('\n\n')
    .concat('\n');
}
