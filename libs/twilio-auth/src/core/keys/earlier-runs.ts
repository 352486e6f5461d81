import { keyError } from './key-error.js';
import type { KeyPair, TwilioKey } from './key-options.js';
import type { Rotation } from './open-rotation.js';
import { deliverTo } from './targets.js';
import { twinName, twinStateOf } from './twin-name.js';

/** What is left of earlier runs of a rotation. Nothing was changed to find it out. */
export interface EarlierRuns {
  /** The new key of an earlier run, which is delivered. */
  readonly twin?: string;
  /** Whether its name says so. */
  readonly isMarked: boolean;
  /** Of a pair of files, only the secret was written: this completes it. */
  readonly unfinished?: KeyPair;
  /** Keys that are certainly nowhere in use. */
  readonly unused: readonly string[];
  /** Keys that may be in use. Only whoever knows the destination can say. */
  readonly leftOver: readonly string[];
  /** What the rotation before left: since then, this one's old key was delivered and read. */
  readonly outdated: readonly string[];
}

/** A delivery that fails every day must not fill the account with keys. */
const MOST_LEFT_OVER = 3;

/**
 * Finds the new keys of earlier runs.
 *
 * @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` where a person has to look at them first.
 */
export async function findEarlierRuns(rotation: Rotation): Promise<EarlierRuns> {
  const { old, all, target, accepts, keyType, finished } = rotation;
  const inState = (state: ReturnType<typeof twinStateOf>, sid: string): readonly TwilioKey[] =>
    all.filter(({ friendlyName }) => twinStateOf(friendlyName, sid) === state);
  const perhaps = inState('delivering', old.keySid);
  const held = perhaps.length === 0 ? undefined : await target.read();
  const unused = inState('new', old.keySid).map(({ keySid }) => keySid);
  const leftOver = finished ? sidsOf(inState('superseded', finished.keySid)) : [];
  let twin: string | undefined;
  let unfinished: KeyPair | undefined;
  for (const { keySid } of perhaps) {
    if (held === undefined) leftOver.push(keySid);
    else if (held.keySid === keySid) twin = keySid;
    // Of a pair of files, perhaps only the secret was written.
    else if (await accepts({ ...held, keySid }, keyType)) {
      twin = keySid;
      unfinished = { ...held, keySid };
    } else unused.push(keySid);
  }
  const outdated = sidsOf(inState('superseded', old.keySid));
  const found = { unused, leftOver, outdated, ...(unfinished && { unfinished }) };
  if (twin !== undefined) return { ...found, twin, isMarked: false };
  if (finished !== undefined) return { ...found, twin: finished.keySid, isMarked: true };
  if (leftOver.length >= MOST_LEFT_OVER) throw tooManyLeft(leftOver);
  return { ...found, isMarked: false };
}

function tooManyLeft(leftOver: readonly string[]): Error {
  return keyError(
    'keys-left',
    `${leftOver.length} runs ended while they delivered a new key, and each of these may be in use: ${leftOver.join(', ')}. No other key was created.`,
    'See why the delivery fails, and revoke the keys that its destination does not hold.',
  );
}

/** Completes what an earlier run delivered in part, and deletes the keys that are not in use. */
export async function clearEarlierRuns(rotation: Rotation, earlier: EarlierRuns): Promise<void> {
  const { keys, keyType, target } = rotation;
  if (earlier.unfinished !== undefined) {
    await deliverTo(target, { ...earlier.unfinished, accountSid: keys.accountSid, keyType });
  }
  for (const keySid of earlier.unused) {
    await requireUntouched(rotation, keySid);
    await keys.removeIfAny(keySid);
  }
}

/** Another run may be at work with the key at this moment. */
async function requireUntouched({ keys, all }: Rotation, keySid: string): Promise<void> {
  const before = all.find((key) => key.keySid === keySid)?.friendlyName;
  const now = await keys.nameIfAny(keySid);
  if (now === undefined || now === before) return;
  throw keyError(
    'in-progress',
    `Another run is rotating the same key: ${keySid} was renamed meanwhile.`,
    'Run it again when the other one has ended.',
  );
}

/** Says in the names of keys that may be in use which key was delivered after them. */
export async function markLeftOver(
  { keys, old }: Rotation,
  leftOver: readonly string[],
  newKeySid: string,
): Promise<void> {
  for (const keySid of leftOver) {
    await keys.rename(keySid, twinName('superseded', old.friendlyName, newKeySid));
  }
}

function sidsOf(keys: readonly TwilioKey[]): string[] {
  return keys.map(({ keySid }) => keySid);
}
