import { sidKindOf } from '../../core/primitives/sid.js';
import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import { ADMIN_OPTIONS, EMULATOR_HELP, withKeys } from '../admin/connection.js';
import { DRY_RUN_HELP, EXIT_CODES, printOutcome } from '../admin/outcome.js';
import { groupCommand } from '../group.js';
import { HELP_OPTION, JSON_OPTION } from '../help.js';
import { UsageError } from '../usage.js';

export const REVOKE = groupCommand({
  help: {
    usage: 'keys revoke <SID> [options]',
    about: 'Deletes a key: calls and access tokens made with it end at once.',
    summary: 'delete a key',
    list: [DRY_RUN_HELP, EMULATOR_HELP, JSON_OPTION, HELP_OPTION],
    notes: [ADMINISTRATOR_NOTE, EXIT_CODES],
  },
  options: { ...ADMIN_OPTIONS, 'dry-run': { type: 'boolean' } },
  maxArguments: 1,
  read: ({ json = false, emulator, 'dry-run': isDry = false }, [keySid]) => {
    if (keySid === undefined) throw new UsageError('Give the SID of the key to revoke.');
    const sid = keySidOf(keySid);
    return (terminal) =>
      withKeys(emulator, terminal, async (keys) => {
        const key = (await keys.list()).find((one) => one.keySid === sid);
        if (key === undefined) throw new UsageError(`There is no key ${sid} in the account.`);
        const what = `${sid}, a ${key.keyType} key${key.friendlyName && ` named "${key.friendlyName}"`}`;
        if (!isDry) await keys.revoke(sid);
        const report = { keySid: sid, keyType: key.keyType, revoked: !isDry };
        printOutcome(
          terminal,
          { json },
          report,
          `${isDry ? 'Would revoke' : 'Revoked'} ${what}.\n`,
        );
        return 0;
      });
  },
});

/** @throws {UsageError} for anything but the SID of a key, which is the better told early. */
export function keySidOf(value: string): string {
  if (sidKindOf(value) !== 'api-key') {
    throw new UsageError(`${value} is not the SID of an API key, SK and 32 hexadecimal digits.`);
  }
  return value;
}
