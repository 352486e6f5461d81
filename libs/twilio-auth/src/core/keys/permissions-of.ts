import { flawOfPermissions, unknownPermissions } from '../config/permission-names.js';
import { readPermissionsFile } from '../config/permissions-file.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import type { CreateKeyOptions } from './key-options.js';

/**
 * The permissions of a new key; `undefined` for a standard one.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function permissionsOf({
  policy,
  permissionsFile,
}: Pick<CreateKeyOptions, 'policy' | 'permissionsFile'>): readonly string[] | undefined {
  if (policy !== undefined && permissionsFile !== undefined) {
    throw invalid('permissionsFile', 'policy and permissionsFile are both given', 'Give only one.');
  }
  const path = policy === undefined ? 'permissionsFile' : 'policy.allow';
  const names =
    permissionsFile === undefined ? policy?.allow : readPermissionsFile(permissionsFile);
  if (names === undefined) return undefined;
  if (typeof names === 'string') {
    throw invalid(path, `the text is no lock file: ${names}`, 'Give the text of the file itself.');
  }
  const flaw = flawOfPermissions(names);
  if (flaw !== undefined) throw invalid(path, flaw.expected, flaw.remedy);
  if (names.length === 0) {
    throw invalid(path, 'there is no permission in it', 'A restricted key needs at least one.');
  }
  const unknown = unknownPermissions(names);
  if (unknown.length > 0) {
    const expected = `Twilio has no permission ${unknown.join(', ')}, and would refuse the key`;
    throw invalid(path, expected, 'Correct the names, or remove them.');
  }
  return names;
}

function invalid(path: string, expected: string, remedy: string): TwilioAuthConfigError {
  return new TwilioAuthConfigError([{ path, expected, remedy }]);
}
