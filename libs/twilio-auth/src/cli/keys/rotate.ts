import type { RotationReport, RotationStep } from '../../core/keys/key-options.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { DELIVERY_HELP, DELIVERY_OPTIONS, readDelivery } from '../admin/delivery.js';
import { EXIT_CODES, LEFT_OVER, printOutcome, requireOneOutput } from '../admin/outcome.js';
import { secondsOf } from '../admin/seconds.js';
import { groupCommand } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';
import { keySidOf } from './revoke.js';

export const ROTATE = groupCommand({
  help: {
    usage: 'keys rotate [SID] [options]',
    about:
      'Replaces an API key by one of the same type and with the same permissions: creates it, tries it until Twilio accepts it, delivers it, waits, and revokes the old one. A run that was ended at any step loses nothing: run the same command again. Without a SID it rotates the key that the files hold.',
    summary: 'replace a key by a new one, without a failed call',
    list: [
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
      EMULATOR_HELP,
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [ADMINISTRATOR_NOTE, EXIT_CODES],
  },
  options: {
    ...ADMIN_OPTIONS,
    ...DELIVERY_OPTIONS,
    grace: { type: 'string' },
    'access-token-ttl': { type: 'string' },
    'try-for': { type: 'string' },
  },
  maxArguments: 1,
  read: (values, [sid]) => {
    const { json = false, emulator } = values;
    const deliver = readDelivery(values);
    requireOneOutput({ json, deliver });
    const options = {
      deliver,
      ...withoutUndefined({
        keySid: sid === undefined ? undefined : keySidOf(sid),
        graceSeconds: secondsOf('--grace', values.grace),
        accessTokenTtlSeconds: secondsOf('--access-token-ttl', values['access-token-ttl']),
        tryForSeconds: secondsOf('--try-for', values['try-for']),
      }),
    };
    return (terminal) =>
      withKeys(emulator, terminal, async (keys) => {
        const onStep = (step: RotationStep, keySid: string): void =>
          terminal.progress(`${step.padEnd(10)} ${keySid}\n`);
        const report = await keys.rotate({ ...options, onStep });
        printOutcome(terminal, { json, deliver }, report, textOf(report));
        return report.leftOver.length > 0 ? LEFT_OVER : 0;
      });
  },
});

function textOf({ oldKeySid, newKeySid, leftOver, removed }: RotationReport): string {
  const left = leftOver.length === 0 ? '' : ` Left, and perhaps in use: ${leftOver.join(', ')}.`;
  const gone = removed.length === 0 ? '' : ` Deleted from earlier runs: ${removed.join(', ')}.`;
  return `${newKeySid} replaces ${oldKeySid}, which is revoked.${gone}${left}\n`;
}
