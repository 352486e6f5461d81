import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';

/** Name of the lock file: the permissions that an application was reviewed to need. */
export const PERMISSIONS_FILE = 'twilio-permissions.json';

/** The format that this version reads and writes. */
const VERSION = 1;

/** The text of a lock file: sorted, one name a line, so that a change is easy to review. */
export function permissionsFileText(permissions: readonly string[]): string {
  const sorted = [...new Set(permissions)].toSorted();
  return `${JSON.stringify({ version: VERSION, permissions: sorted }, null, 2)}\n`;
}

/** The names in a lock file, or the text of the problem where it is none. */
export function readPermissionsFile(text: string): readonly string[] | string {
  const content = parse(text.replace(/^\uFEFF/, ''));
  if (!isObject(content)) return 'it is not a JSON object';
  const { version, permissions } = own(content);
  if (typeof version !== 'number') return 'it has no "version"';
  if (version > VERSION) {
    return `it has the version ${version}, which a newer nestjs-twilio-auth wrote; this one reads version ${VERSION}`;
  }
  if (version !== VERSION) return `it has the version ${version}, and there is only ${VERSION}`;
  const isList =
    Array.isArray(permissions) && permissions.every((name) => typeof name === 'string');
  return isList ? permissions : 'its "permissions" is not a list of names';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
