import type { NewTwilioKey } from '../../core/keys/key-options.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { DELIVERY_HELP, DELIVERY_OPTIONS, readDelivery } from '../admin/delivery.js';
import { DRY_RUN_HELP, EXIT_CODES, printOutcome, requireOneOutput } from '../admin/outcome.js';
import { permissionsTextOf } from '../admin/permissions-text.js';
import { groupCommand } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';

export const CREATE = groupCommand({
  help: {
    usage: 'keys create [options]',
    about:
      'Creates a standard API key, or a restricted one with exactly the permissions of a file, and delivers it. A key that cannot be delivered is deleted again.',
    summary: 'create a standard or a restricted key, and deliver it',
    list: [
      ['--name <name>', 'the name of the key, at most 64 characters'],
      [
        '--permissions-file <file>',
        'a restricted key with the permissions of this file, such as twilio-permissions.json',
      ],
      ...DELIVERY_HELP,
      DRY_RUN_HELP,
      EMULATOR_HELP,
      JSON_OPTION,
      HELP_OPTION,
    ],
    notes: [ADMINISTRATOR_NOTE, EXIT_CODES],
  },
  options: {
    ...ADMIN_OPTIONS,
    ...DELIVERY_OPTIONS,
    name: { type: 'string' },
    'permissions-file': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  read: (values) => {
    const { json = false, emulator, name: friendlyName, 'dry-run': isDry = false } = values;
    const deliver = readDelivery(values);
    requireOneOutput({ json, deliver });
    return async (terminal) => {
      const permissionsFile = await permissionsTextOf(values['permissions-file']);
      const options = { deliver, ...withoutUndefined({ friendlyName, permissionsFile }) };
      return withKeys(emulator, terminal, async (keys) => {
        if (isDry) {
          const plan = await keys.planCreate(options);
          const report = { dryRun: true, ...plan };
          printOutcome(
            terminal,
            { json },
            report,
            `Would create and deliver a ${plan.keyType} key.\n`,
          );
          return 0;
        }
        const key = await keys.create(options);
        const text = `Created and delivered ${key.keySid}, a ${key.keyType} key.\n`;
        printOutcome(terminal, { json, deliver }, withoutSecret(key), text);
        return 0;
      });
    };
  },
});

function withoutSecret({ accountSid, keySid, keyType }: NewTwilioKey): object {
  return { accountSid, keySid, keyType };
}
