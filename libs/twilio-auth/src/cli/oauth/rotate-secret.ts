import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type {
  OAuthSecretDelivery,
  OAuthSecretReport,
  OAuthSecretStep,
  RotateOAuthSecretOptions,
} from '../../core/keys/oauth/oauth-options.js';
import type { TwilioKeys } from '../../core/keys/twilio-keys.js';
import { sidKindOf } from '../../core/primitives/sid.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { COMMAND_HELP, destinationIn } from '../admin/destination.js';
import {
  DRY_RUN_HELP,
  dryRunText,
  EXIT_CODES,
  printOutcome,
  requireOneOutput,
  stepLine,
} from '../admin/outcome.js';
import { secondsOf } from '../admin/seconds.js';
import { groupCommand, type Group } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage.js';

const MAX_GRACE_SECONDS = 30 * 86_400;

const ROTATE_SECRET = groupCommand({
  help: {
    usage: 'oauth rotate-secret [CLIENT_ID] [options]',
    about:
      'Gives an OAuth app another secret while Twilio still accepts the old one, tries it until the token endpoint accepts it, and delivers it. A run that was ended at any step loses nothing where it delivers to a file: run the same command again. Without a client id it rotates the secret of the app that the file holds.',
    summary: 'replace the secret of an OAuth app, without a failed call',
    list: [
      ['--deliver-file <file>', 'write a JSON file, which TWILIO_CREDENTIALS_FILE names'],
      ['--deliver-secret-file <file>', 'write the file that TWILIO_OAUTH_CLIENT_SECRET_FILE names'],
      ...COMMAND_HELP,
      ['--grace <seconds>', 'how long Twilio accepts the old secret too (default 86400, a day)'],
      [
        '--new-secret-file <file>',
        'take the secret that the Console showed, from a file or with - from standard input, instead of asking Twilio for one',
      ],
      [
        '--unconfirmed-request',
        'ask Twilio for a secret by a request whose fields are in no specification of it',
      ],
      ['--end-oldest', 'go on although two secrets are valid: the older one ends at once'],
      ['--wait', 'wait until the old secret has ended'],
      ['--progress-file <file>', 'keep what the next run needs here, where nothing is read back'],
      ['--try-for <seconds>', 'time in which Twilio must accept the new secret (default 60)'],
      DRY_RUN_HELP,
      EMULATOR_HELP,
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [ADMINISTRATOR_NOTE, EXIT_CODES],
  },
  options: {
    ...ADMIN_OPTIONS,
    'deliver-file': { type: 'string' },
    'deliver-secret-file': { type: 'string' },
    deliver: { type: 'string' },
    grace: { type: 'string' },
    'new-secret-file': { type: 'string' },
    'unconfirmed-request': { type: 'boolean' },
    'end-oldest': { type: 'boolean' },
    wait: { type: 'boolean' },
    'progress-file': { type: 'string' },
    'try-for': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  maxArguments: 1,
  read: (values, [clientId]) => {
    const { json = false, emulator, 'dry-run': isDry = false } = values;
    if (clientId !== undefined && sidKindOf(clientId) !== 'oauth-app') {
      throw new UsageError(`${clientId} is not a client id, OQ and 32 hexadecimal digits.`);
    }
    const deliver = destinationIn<Exclude<OAuthSecretDelivery, (...given: never) => unknown>>(
      {
        '--deliver-file': values['deliver-file'],
        '--deliver-secret-file': values['deliver-secret-file'],
      },
      values.deliver,
      {
        '--deliver-file': (file) => ({ file }),
        '--deliver-secret-file': (secretFile) => ({ secretFile }),
      },
    );
    requireOneOutput({ json, deliver });
    const given = {
      deliver,
      ...withoutUndefined({
        clientId,
        graceSeconds: secondsOf('--grace', values.grace, MAX_GRACE_SECONDS),
        unconfirmedRequest: values['unconfirmed-request'],
        endOldest: values['end-oldest'],
        waitForExpiry: values.wait,
        progressFile: values['progress-file'],
        tryForSeconds: secondsOf('--try-for', values['try-for']),
      }),
    };
    const work =
      (terminal: Terminal, newSecret: string | undefined) =>
      async ({ oauth }: TwilioKeys): Promise<number> => {
        const options = { ...given, ...withoutUndefined({ newSecret }) };
        if (isDry) {
          const plan = await oauth.planRotateSecret(options);
          const steps = dryRunText(`rotate the secret of ${plan.clientId}`, plan, MEANING);
          printOutcome(terminal, { json }, { dryRun: true, ...plan }, steps);
          return 0;
        }
        const onStep: RotateOAuthSecretOptions['onStep'] = (step) =>
          terminal.progress(stepLine(step, MEANING));
        const report = await oauth.rotateSecret({ ...options, onStep });
        printOutcome(terminal, { json, deliver }, report, textOf(report));
        return 0;
      };
    return async (terminal) => {
      const newSecret = await secretIn(values['new-secret-file']);
      return withKeys(emulator, terminal, work(terminal, newSecret), { mayCross: isDry });
    };
  },
});

const MEANING: Readonly<Record<OAuthSecretStep, string>> = {
  requested: 'another secret is asked for',
  created: 'there is another secret',
  accepted: 'the token endpoint accepts it',
  delivered: 'it is where applications read it',
  expired: 'the old secret has ended',
};

/** `nestjs-twilio-auth oauth …` */
export const OAUTH: Group = {
  about: 'Rotates the secrets of OAuth apps, as an administrator of the account.',
  commands: { 'rotate-secret': ROTATE_SECRET },
  notes: [ADMINISTRATOR_NOTE],
};

/** @throws {UsageError} for a file that cannot be read. */
async function secretIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--new-secret-file ${file}: it cannot be read (${error.code}).`, {
      cause: error,
    });
  });
}

function textOf({ clientId, oldSecretEndsAt, graceKept, resumed }: OAuthSecretReport): string {
  const end =
    oldSecretEndsAt === undefined
      ? ''
      : ` Twilio accepts the old one until ${oldSecretEndsAt.toISOString()}.`;
  const lost =
    graceKept === false
      ? ' The old one was not accepted any more, so it was delivered untried.'
      : '';
  return `${clientId} has a new secret${resumed ? ', of an earlier run' : ''}.${end}${lost}\n`;
}
