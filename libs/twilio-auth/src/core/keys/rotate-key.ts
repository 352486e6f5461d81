import {
  clearEarlierRuns,
  findEarlierRuns,
  markLeftOver,
  type EarlierRuns,
} from './earlier-runs.js';
import { keyError } from './key-error.js';
import type { RotateKeyOptions, RotationReport } from './key-options.js';
import { openRotation, type Rotation, type RotationDeps } from './open-rotation.js';
import { withRunLock } from './run-lock.js';
import { deliverTo } from './targets.js';
import { plainName, twinName } from './twin-name.js';
import { isAccepted, pause } from './until-accepted.js';

/**
 * Replaces a key by a twin of it. The old one is revoked only after the twin was accepted by Twilio
 * and delivered, and each step can be the last of this process: the name of the twin says how far a
 * rotation came, and the next run goes on from there.
 */
export async function rotateKey(
  options: RotateKeyOptions,
  deps: RotationDeps,
): Promise<RotationReport> {
  const rotation = await openRotation(options, deps);
  const { store, clock, keys } = deps;
  if (store === undefined) return run(rotation, options);
  const { keySid } = rotation.old;
  return withRunLock(store, `rotate:${keys.accountSid}:${keySid}`, clock, async (lock) => {
    // While this run waited, the other one may have done it all.
    const now = await openRotation(options, deps);
    if (now.old.keySid !== keySid) throw rotatedMeanwhile(keySid);
    const done: Rotation['done'] = async (step, sid) => {
      lock.requireHeld();
      await now.done(step, sid);
    };
    return run({ ...now, done }, options);
  });
}

function rotatedMeanwhile(keySid: string): Error {
  return keyError('in-progress', `Another run has rotated ${keySid} meanwhile.`);
}

async function run(rotation: Rotation, options: RotateKeyOptions): Promise<RotationReport> {
  const { old, keys, target, done } = rotation;
  const earlier = await findEarlierRuns(rotation);
  await clearEarlierRuns(rotation, earlier);
  const newKeySid = earlier.twin ?? (await createTwin(rotation));
  if (!earlier.isMarked) {
    await keys.rename(newKeySid, twinName('delivered', old.friendlyName, old.keySid));
    await done('marked', newKeySid);
  }
  // Nobody says that what was printed has arrived, until the same command is run again.
  const revoked = target.isConfirmed || earlier.isMarked;
  if (revoked) await finish(rotation, newKeySid, earlier, options);
  return {
    oldKeySid: old.keySid,
    newKeySid,
    keyType: rotation.keyType,
    resumed: earlier.twin !== undefined,
    revoked,
    removed: [...earlier.unused, ...(revoked ? earlier.outdated : [])],
    leftOver: revoked ? earlier.leftOver : [...earlier.leftOver, ...earlier.outdated],
    endedAccessTokens: revoked && rotation.endsAccessTokens,
  };
}

/** Creates the twin, tries it, and delivers it. A twin that Twilio does not accept is deleted. */
async function createTwin(rotation: Rotation): Promise<string> {
  const { old, keys, target, done } = rotation;
  const name = twinName('new', old.friendlyName, old.keySid);
  const twin = await keys.create(name, old.permissions);
  await done('created', twin.keySid);
  const accepts = () => rotation.accepts(twin, twin.keyType);
  if (!(await isAccepted(accepts, rotation.clock, rotation.tryForMs))) {
    await keys.removeIfAny(twin.keySid);
    throw keyError(
      'not-accepted',
      `Twilio did not accept the new key ${twin.keySid} within ${rotation.tryForMs / 1000} s. It is deleted again, and the old one still works.`,
    );
  }
  await done('accepted', twin.keySid);
  // From here on nobody but the destination can say whether the key is in use.
  await keys.rename(twin.keySid, twinName('delivering', old.friendlyName, old.keySid));
  await deliverTo(target, twin);
  await done('delivered', twin.keySid);
  return twin.keySid;
}

async function finish(
  rotation: Rotation,
  newKeySid: string,
  { leftOver, outdated }: EarlierRuns,
  { onWait }: Pick<RotateKeyOptions, 'onWait'>,
): Promise<void> {
  const { old, all, keys, clock, done, waitSeconds } = rotation;
  if (all.some(({ keySid }) => keySid === old.keySid)) {
    await onWait?.(waitSeconds);
    await pause(clock, waitSeconds * 1000);
    await done('waited', newKeySid);
    await markLeftOver(rotation, leftOver, newKeySid);
    for (const keySid of outdated) await keys.removeIfAny(keySid);
    await keys.removeIfAny(old.keySid);
    await done('revoked', newKeySid);
  }
  await keys.rename(newKeySid, plainName(old.friendlyName));
  await done('renamed', newKeySid);
}
