import type { RotateKeyOptions } from '../../core/keys/key-options.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { DELIVERY_HELP, DELIVERY_OPTIONS, readDelivery } from '../admin/delivery.js';
import {
  DRY_RUN_HELP,
  EXIT_CODES,
  LEFT_OVER,
  printOutcome,
  requireOneOutput,
} from '../admin/outcome.js';
import { secondsOf } from '../admin/seconds.js';
import type { TwilioKeys } from '../../core/keys/twilio-keys.js';
import type { Terminal } from '../terminal.js';
import { groupCommand } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';
import { UsageError } from '../usage.js';
import { keySidOf } from './revoke.js';
import { planText, reportText, stepLine, waitLine } from './rotation-text.js';

export const ROTATE = groupCommand({
  help: {
    usage: 'keys rotate [SID] [options]',
    about:
      'Replaces an API key by one of the same type and with the same permissions: creates it, tries it until Twilio accepts it, delivers it, waits, and revokes the old one. A run that was ended at any step loses nothing: run the same command again. Without a SID or a name it rotates the key that the files hold.',
    summary: 'replace a key by a new one, without a failed call',
    list: [
      ['--name <name>', 'the key with this name, for a job that keeps no SID'],
      ...DELIVERY_HELP,
      [
        '--grace <seconds>',
        'time in which applications read the new key before the old one is revoked (default 60)',
      ],
      [
        '--access-token-ttl <seconds>',
        'wait longer by this, the longest lifetime of access tokens that the key signs',
      ],
      ['--try-for <seconds>', 'time in which Twilio must accept the new key (default 60)'],
      DRY_RUN_HELP,
      EMULATOR_HELP,
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [
      'Progress is printed on standard error. What was printed with --deliver - may never have arrived, so that the old key is left until the same command is run again.',
      'Where jobs may overlap, set TWILIO_ADMIN_REDIS_URL: while one of them rotates a key, no other one rotates the same. It needs the package ioredis or redis.',
      ADMINISTRATOR_NOTE,
      EXIT_CODES,
    ],
  },
  options: {
    ...ADMIN_OPTIONS,
    ...DELIVERY_OPTIONS,
    name: { type: 'string' },
    'dry-run': { type: 'boolean' },
    grace: { type: 'string' },
    'access-token-ttl': { type: 'string' },
    'try-for': { type: 'string' },
  },
  maxArguments: 1,
  read: (values, [sid]) => {
    const { json = false, emulator, name: friendlyName, 'dry-run': isDry = false } = values;
    const deliver = readDelivery(values);
    requireOneOutput({ json, deliver });
    if (sid !== undefined && friendlyName !== undefined) {
      throw new UsageError('Give a SID or --name, not both.');
    }
    const options: RotateKeyOptions = {
      deliver,
      ...withoutUndefined({
        keySid: sid === undefined ? undefined : keySidOf(sid),
        friendlyName,
        graceSeconds: secondsOf('--grace', values.grace),
        accessTokenTtlSeconds: secondsOf('--access-token-ttl', values['access-token-ttl']),
        tryForSeconds: secondsOf('--try-for', values['try-for']),
      }),
    };
    const work =
      (terminal: Terminal) =>
      async (keys: TwilioKeys): Promise<number> => {
        if (isDry) {
          const plan = await keys.planRotate(options);
          printOutcome(terminal, { json }, { dryRun: true, ...plan }, planText(plan, deliver));
          return 0;
        }
        const report = await keys.rotate({
          ...options,
          onStep: (step, keySid) => terminal.progress(stepLine(step, keySid, deliver)),
          onWait: (seconds) => terminal.progress(waitLine(seconds)),
        });
        printOutcome(terminal, { json, deliver }, report, reportText(report));
        return report.revoked && report.leftOver.length === 0 ? 0 : LEFT_OVER;
      };
    // Two rotations of one key must not cross.
    return (terminal) => withKeys(emulator, terminal, work(terminal), { mayCross: isDry });
  },
});
