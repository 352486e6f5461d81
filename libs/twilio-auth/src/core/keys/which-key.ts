import { keyError } from './key-error.js';
import type { RotateKeyOptions, TwilioKey } from './key-options.js';
import type { KeyTarget } from './targets.js';
import { isNamed, otherSidIn, twinStateOf } from './twin-name.js';

/**
 * The SID of the key to rotate: as given, by its name, or what the files hold.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` where it is not clear which key that is.
 */
export async function whichKey(
  { keySid, friendlyName }: Pick<RotateKeyOptions, 'keySid' | 'friendlyName'>,
  target: KeyTarget,
  all: readonly TwilioKey[],
): Promise<string> {
  if (keySid !== undefined) return keySid;
  const found = friendlyName === undefined ? await heldBy(target) : named(friendlyName, all);
  return replacedBy(found, all);
}

async function heldBy(target: KeyTarget): Promise<string> {
  const keySid = (await target.read())?.keySid;
  if (keySid !== undefined) return keySid;
  throw keyError(
    'key-unknown',
    'There is no key to rotate: give its SID or its name, or files that hold it.',
  );
}

/** The key with this name that is in use; beside it there may be new ones of runs that have ended. */
function named(friendlyName: string, all: readonly TwilioKey[]): string {
  const keys = all.filter((key) => isNamed(key.friendlyName, friendlyName));
  const [key, ...others] = keys.filter(({ friendlyName: name }) => {
    const state = twinStateOf(name);
    if (state === undefined) return true;
    const start = otherSidIn(name) ?? '';
    const isPresent = all.some(({ keySid }) => keySid.startsWith(start));
    return (state === 'delivered' || state === 'delivering') && !isPresent;
  });
  if (key === undefined) {
    throw keyError('key-unknown', `There is no key with the name "${friendlyName}".`);
  }
  if (others.length > 0) {
    const sids = [key, ...others].map(({ keySid }) => keySid).join(', ');
    throw keyError(
      'key-unknown',
      `Several keys have the name "${friendlyName}": ${sids}.`,
      'Give the SID of the one to rotate.',
    );
  }
  return key.keySid;
}

/** A run may have ended after the new key was delivered: the old one is still to be revoked. */
function replacedBy(keySid: string, all: readonly TwilioKey[]): string {
  const name = all.find((key) => key.keySid === keySid)?.friendlyName ?? '';
  const start = twinStateOf(name) === 'superseded' ? undefined : otherSidIn(name);
  const replaced = start && all.find((key) => key.keySid.startsWith(start));
  return replaced ? replaced.keySid : keySid;
}
