import type {
  AuthTokenReport,
  AuthTokenStep,
  RotateAuthTokenOptions,
} from '../../core/keys/auth-token/auth-token-options.js';
import type { TwilioKeys } from '../../core/keys/twilio-keys.js';
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

const ROTATE = groupCommand({
  help: {
    usage: 'auth-token rotate [options]',
    about:
      'Replaces the Auth Token, with which Twilio signs webhooks: creates a secondary one, tries it, delivers a key ring with both, promotes it, and removes the old one from the ring. A run that was ended at any step loses nothing where it delivers to a file: run the same command again.',
    summary: 'replace the Auth Token, without a rejected webhook',
    list: [
      [
        '--deliver-keys-file <file>',
        'write the file that TWILIO_WEBHOOK_SIGNING_KEYS_FILE names, newest key first',
      ],
      ...COMMAND_HELP,
      [
        '--grace <seconds>',
        'time in which applications read the new token before Twilio signs with it (default 60)',
      ],
      [
        '--keep-old <seconds>',
        'time in which the old token stays in the ring after that (default 60)',
      ],
      ['--keep-old-for-now', 'leave the old token in the ring; the next run removes it'],
      ['--replace-secondary', 'replace a secondary token that somebody else created'],
      ['--no-try', 'do not try the new token with a call, which client validation rejects'],
      ['--progress-file <file>', 'keep what the next run needs here, where nothing is read back'],
      ['--try-for <seconds>', 'time in which Twilio must accept the new token (default 60)'],
      DRY_RUN_HELP,
      EMULATOR_HELP,
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [ADMINISTRATOR_NOTE, EXIT_CODES],
  },
  options: {
    ...ADMIN_OPTIONS,
    'deliver-keys-file': { type: 'string' },
    deliver: { type: 'string' },
    grace: { type: 'string' },
    'keep-old': { type: 'string' },
    'keep-old-for-now': { type: 'boolean' },
    'replace-secondary': { type: 'boolean' },
    'no-try': { type: 'boolean' },
    'progress-file': { type: 'string' },
    'try-for': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  read: (values) => {
    const { json = false, emulator, 'dry-run': isDry = false } = values;
    const deliver = destinationIn(
      { '--deliver-keys-file': values['deliver-keys-file'] },
      values.deliver,
      { '--deliver-keys-file': (signingKeysFile) => ({ signingKeysFile }) },
    );
    requireOneOutput({ json, deliver });
    if (values['keep-old'] !== undefined && values['keep-old-for-now'] === true) {
      throw new UsageError('Give --keep-old or --keep-old-for-now, not both.');
    }
    const options = {
      deliver,
      ...withoutUndefined({
        graceSeconds: secondsOf('--grace', values.grace),
        keepOldSeconds: secondsOf('--keep-old', values['keep-old']),
        keepOld: values['keep-old-for-now'],
        replaceSecondary: values['replace-secondary'],
        tryToken: values['no-try'] === true ? false : undefined,
        progressFile: values['progress-file'],
        tryForSeconds: secondsOf('--try-for', values['try-for']),
      }),
    };
    const work =
      (terminal: Terminal) =>
      async ({ authToken }: TwilioKeys): Promise<number> => {
        if (isDry) {
          const plan = await authToken.planRotate(options);
          const text = dryRunText(`rotate the Auth Token of ${plan.accountSid}`, plan, MEANING);
          printOutcome(terminal, { json }, { dryRun: true, ...plan }, text);
          return 0;
        }
        const onStep: RotateAuthTokenOptions['onStep'] = (step) =>
          terminal.progress(stepLine(step, MEANING));
        const report = await authToken.rotate({ ...options, onStep });
        printOutcome(terminal, { json, deliver }, report, textOf(report));
        return 0;
      };
    return (terminal) => withKeys(emulator, terminal, work(terminal), { mayCross: isDry });
  },
});

const MEANING: Readonly<Record<AuthTokenStep, string>> = {
  created: 'there is a secondary Auth Token',
  accepted: 'Twilio accepts it',
  delivered: 'it is first in the key ring of the applications',
  waited: 'applications had the grace to read it',
  promoted: 'Twilio signs with it, and the old one has ended',
  kept: 'the old one was kept for webhooks that were signed before',
  removed: 'the old one is out of the key ring',
};

/** `nestjs-twilio-auth auth-token …` */
export const AUTH_TOKEN: Group = {
  about: 'Rotates the Auth Token of an account, as its administrator.',
  commands: { rotate: ROTATE },
  notes: [ADMINISTRATOR_NOTE],
};

function textOf({ accountSid, resumed, oldTokenInRing }: AuthTokenReport): string {
  const old = oldTokenInRing
    ? ' The old one is still in the key ring: run the same command without --keep-old-for-now to remove it.'
    : '';
  return `${accountSid} has a new Auth Token${resumed ? ', of an earlier run' : ''}.${old}\n`;
}
