import type { TwilioKey } from '../../core/keys/key-options.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { printOutcome } from '../admin/outcome.js';
import { groupCommand } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';

export const LIST = groupCommand({
  help: {
    usage: 'keys list [options]',
    about: 'Lists every API key of the account, without secrets.',
    summary: 'list every API key of the account, without secrets',
    list: [EMULATOR_HELP, JSON_OPTION, HELP_OPTION],
    notes: [
      ADMINISTRATOR_NOTE,
      'Exit codes: 0 done; 1 it failed; 2 the command line, a variable or a file is wrong.',
    ],
  },
  options: ADMIN_OPTIONS,
  read:
    ({ json = false, emulator }) =>
    async (terminal) => {
      const keys = await withKeys(emulator, terminal, (all) => all.list());
      printOutcome(terminal, { json }, { keys }, keys.map(lineOf).join(''));
      return 0;
    },
});

function lineOf({ keySid, keyType, createdAt, friendlyName }: TwilioKey): string {
  const day = createdAt.toISOString().slice(0, 10);
  return `${keySid}  ${keyType.padEnd(10)}  ${day}  ${friendlyName}\n`;
}
