import type {
  SubaccountPlan,
  SubaccountReport,
  SubaccountStep,
} from '../../core/keys/subaccounts/subaccount-options.js';
import { sidKindOf } from '../../core/primitives/sid.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { DELIVERY_HELP, DELIVERY_OPTIONS, readDelivery } from '../admin/delivery.js';
import {
  DRY_RUN_HELP,
  dryRunText,
  EXIT_CODES,
  LEFT_OVER,
  printOutcome,
  requireOneOutput,
} from '../admin/outcome.js';
import { permissionsTextOf } from '../admin/permissions-text.js';
import { secondsOf } from '../admin/seconds.js';
import { groupCommand, type Group } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';
import { UsageError } from '../usage.js';

const CREATE = groupCommand({
  help: {
    usage: 'subaccount create [options]',
    about:
      'Creates a subaccount and a key in it, and delivers the key: the keys of a parent do not reach the resources of its subaccounts. The Auth Token in the answer of Twilio makes the key, and is written nowhere.',
    summary: 'create a subaccount, and deliver its first key',
    list: [
      ['--name <name>', 'the name of the subaccount'],
      [
        '--account <SID>',
        "give a key to this subaccount, which an earlier run created; needs its parent's Auth Token",
      ],
      ['--key-name <name>', 'the name of the key, at most 48 characters'],
      [
        '--permissions-file <file>',
        'a restricted key with the permissions of this file, such as twilio-permissions.json',
      ],
      ...DELIVERY_HELP,
      ['--try-for <seconds>', 'time in which Twilio must accept the credentials (default 60)'],
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
    account: { type: 'string' },
    'key-name': { type: 'string' },
    'permissions-file': { type: 'string' },
    'try-for': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  read: (values) => {
    const { json = false, emulator, account: accountSid, name: friendlyName } = values;
    const deliver = readDelivery(values);
    requireOneOutput({ json, deliver });
    if (accountSid !== undefined && sidKindOf(accountSid) !== 'account') {
      throw new UsageError(`--account ${accountSid}: this is no account SID.`);
    }
    const keyName = values['key-name'];
    const tryForSeconds = secondsOf('--try-for', values['try-for']);
    return async (terminal) => {
      const permissionsFile = await permissionsTextOf(values['permissions-file']);
      const given = { accountSid, friendlyName, keyName, permissionsFile, tryForSeconds };
      const options = { deliver, ...withoutUndefined(given) };
      return withKeys(emulator, terminal, async ({ subaccounts }) => {
        if (values['dry-run'] === true) {
          const plan = await subaccounts.planCreate(options);
          printOutcome(terminal, { json }, { dryRun: true, ...plan }, planTextOf(plan));
          return 0;
        }
        const onStep = (step: SubaccountStep, sid: string): void =>
          terminal.progress(`${step.padEnd(12)} ${sid}: ${MEANING[step]}\n`);
        const report = await subaccounts.create({ ...options, onStep });
        printOutcome(terminal, { json, deliver }, report, textOf(report));
        return report.leftOver.length > 0 ? LEFT_OVER : 0;
      });
    };
  },
});

const MEANING: Readonly<Record<SubaccountStep, string>> = {
  created: 'there is the subaccount',
  'key-created': 'there is a key in it',
  accepted: 'Twilio accepts the key',
  delivered: 'the key is where applications read it',
  named: 'the key has its name',
};

/** `nestjs-twilio-auth subaccount …` */
export const SUBACCOUNT: Group = {
  about: 'Creates subaccounts with a key of their own, as an administrator of their parent.',
  commands: { create: CREATE },
  notes: [ADMINISTRATOR_NOTE],
};

function planTextOf(plan: SubaccountPlan): string {
  const { accountSid, keyType } = plan;
  const key = `a ${keyType} key`;
  const what = accountSid === undefined ? `a subaccount with ${key}` : `${key} in ${accountSid}`;
  return dryRunText(`create ${what}`, plan, MEANING);
}

function textOf({ accountSid, keySid, keyType, leftOver }: SubaccountReport): string {
  const left = leftOver.length === 0 ? '' : ` Left, and perhaps in use: ${leftOver.join(', ')}.`;
  return `${accountSid} has the ${keyType} key ${keySid}, which is delivered.${left}\n`;
}
