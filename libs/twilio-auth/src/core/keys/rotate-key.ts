import type { Clock } from '../primitives/clock.js';
import { isTwilioAuthError } from '../errors/is-twilio-auth-error.js';
import type { KeyWithPolicy } from './iam-keys.js';
import { keyError } from './key-error.js';
import type { NewTwilioKey, RotateKeyOptions, RotationReport, TwilioKey } from './key-options.js';
import { inspectEarlierRuns, type Rotation, type RotationDeps } from './earlier-runs.js';
import { deliverTo, openTarget, type KeyTarget } from './targets.js';
import { deliveredTwinName, newTwinName, oldSidIn, plainName, twinStateOf } from './twin-name.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Replaces a key by a twin of it. The old one is revoked only after the twin was accepted by Twilio
 * and delivered, and each step can be the last of this process: the name of the twin says how far a
 * rotation came, and the next run goes on from there.
 */
export async function rotateKey(
  { keySid, deliver, onStep, ...options }: RotateKeyOptions,
  deps: RotationDeps,
): Promise<RotationReport> {
  const { graceSeconds = 60, accessTokenTtlSeconds = 0, tryForSeconds = 60 } = options;
  const target = await openTarget(deliver, deps.keys.accountSid);
  const all = await deps.keys.list();
  const oldSid = keySid ?? (await sidIn(target, all));
  const finished = all.find(
    ({ friendlyName }) => twinStateOf(friendlyName, oldSid) === 'delivered',
  );
  const keyType = typeOf(oldSid, all, finished, deps);
  const rotation: Rotation = {
    ...deps,
    old: { keySid: oldSid, ...(await fetchOld(oldSid, finished, deps)) },
    keyType,
    target,
    done: async (step, sid) => onStep?.(step, sid),
    tryForMs: tryForSeconds * 1000,
  };
  const earlier = await inspectEarlierRuns(rotation, all, finished);
  const newKeySid = earlier.twin ?? (await createTwin(rotation));
  if (!earlier.isMarked) {
    await deps.keys.rename(newKeySid, deliveredTwinName(rotation.old.friendlyName, oldSid));
    await rotation.done('marked', newKeySid);
  }
  await finish(rotation, newKeySid, all, (graceSeconds + accessTokenTtlSeconds) * 1000);
  return {
    oldKeySid: oldSid,
    newKeySid,
    keyType,
    resumed: earlier.twin !== undefined,
    removed: earlier.removed,
    leftOver: earlier.leftOver,
    endedAccessTokens: keyType === 'standard' && accessTokenTtlSeconds === 0,
  };
}

/**
 * The key that the files hold, or the one that it is about to replace: a run may have ended after it
 * was delivered.
 */
async function sidIn(target: KeyTarget, all: readonly TwilioKey[]): Promise<string> {
  const keySid = (await target.read())?.keySid;
  if (keySid === undefined) {
    throw keyError(
      'key-unknown',
      'There is no key to rotate: give its SID, or files that hold it.',
    );
  }
  const start = oldSidIn(all.find((key) => key.keySid === keySid)?.friendlyName ?? '');
  const replaced = start && all.find((key) => key.keySid.startsWith(start));
  return replaced ? replaced.keySid : keySid;
}

/** @throws TwilioAuthError `TWILIO_AUTH_KEY_CHANGE_FAILED` for a key that cannot be rotated. */
function typeOf(
  oldSid: string,
  all: readonly TwilioKey[],
  finished: TwilioKey | undefined,
  { ownKeySid, keys }: RotationDeps,
): NewTwilioKey['keyType'] {
  const { keyType } = all.find((key) => key.keySid === oldSid) ?? finished ?? {};
  if (keyType === undefined) {
    throw keyError('key-unknown', `There is no key ${oldSid} in the account ${keys.accountSid}.`);
  }
  if (keyType === 'main') {
    throw keyError(
      'main-key',
      `${oldSid} is a main key, which no API can create.`,
      'Create another one in the Console, or a restricted key with the permissions that are needed.',
    );
  }
  if (oldSid === ownKeySid) {
    throw keyError(
      'own-key',
      `${oldSid} is the key of the administrator, who needs it to the end.`,
    );
  }
  return keyType;
}

/** Once the old key is revoked, what is left to do needs its name only. */
async function fetchOld(
  oldSid: string,
  finished: TwilioKey | undefined,
  { keys }: RotationDeps,
): Promise<KeyWithPolicy> {
  try {
    return await keys.fetch(oldSid);
  } catch (error) {
    if (finished === undefined || (error as { status?: unknown }).status !== 404) throw error;
    return { friendlyName: plainName(finished.friendlyName), permissions: undefined };
  }
}

/** Creates the twin, tries it, and delivers it. A twin that Twilio does not accept is deleted. */
async function createTwin(rotation: Rotation): Promise<string> {
  const { old, keys, target, done } = rotation;
  const twin = await keys.create(newTwinName(old.friendlyName, old.keySid), old.permissions);
  await done('created', twin.keySid);
  if (!(await isAccepted(rotation, twin))) {
    await keys.removeIfAny(twin.keySid);
    throw keyError(
      'not-accepted',
      `Twilio did not accept the new key ${twin.keySid} within ${rotation.tryForMs / 1000} s. It is deleted again, and the old one still works.`,
    );
  }
  await done('accepted', twin.keySid);
  await deliverTo(target, twin);
  await done('delivered', twin.keySid);
  return twin.keySid;
}

async function isAccepted({ accepts, clock, tryForMs }: Rotation, key: NewTwilioKey) {
  const endMs = clock.monotonicMs() + tryForMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const isLast = clock.monotonicMs() + pauseMs > endMs;
    try {
      if (await accepts(key, key.keyType)) return true;
    } catch (error) {
      // Twilio said nothing about the key: it may do so with the next try.
      if (isLast || !isTwilioAuthError(error)) throw error;
    }
    if (isLast) return false;
    await pause(clock, pauseMs);
  }
}

async function finish(
  { old, keys, clock, done }: Rotation,
  newKeySid: string,
  all: readonly TwilioKey[],
  waitMs: number,
): Promise<void> {
  if (all.some(({ keySid }) => keySid === old.keySid)) {
    await pause(clock, waitMs);
    await done('waited', newKeySid);
    await keys.removeIfAny(old.keySid);
    await done('revoked', newKeySid);
  }
  await keys.rename(newKeySid, plainName(old.friendlyName));
  await done('renamed', newKeySid);
}

function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.hold(delayMs, resolve));
}
