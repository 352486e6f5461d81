import { withoutUndefined } from '../primitives/without-undefined.js';
import { findEarlierRuns } from './earlier-runs.js';
import type { RotateKeyOptions, RotationPlan, RotationStep } from './key-options.js';
import { openRotation, type RotationDeps } from './open-rotation.js';

const STEPS: readonly RotationStep[] = [
  'created',
  'accepted',
  'delivered',
  'marked',
  'waited',
  'revoked',
  'renamed',
];

/** What a rotation would do now. Keys and files are read, and nothing is changed. */
export async function planRotation(
  options: RotateKeyOptions,
  deps: RotationDeps,
): Promise<RotationPlan> {
  const rotation = await openRotation(options, deps);
  const earlier = await findEarlierRuns(rotation);
  const { old, all, target } = rotation;
  const first = earlier.isMarked ? 'waited' : earlier.twin === undefined ? 'created' : 'marked';
  const isRevoked = all.every(({ keySid }) => keySid !== old.keySid);
  const from = STEPS.indexOf(isRevoked ? 'renamed' : first);
  const revokes = target.isConfirmed || earlier.isMarked;
  return {
    oldKeySid: old.keySid,
    keyType: rotation.keyType,
    ...withoutUndefined({ permissions: old.permissions, resumes: earlier.twin }),
    steps: STEPS.slice(from, revokes ? undefined : STEPS.indexOf('waited')),
    waitSeconds: rotation.waitSeconds,
    removes: [...earlier.unused, ...(revokes ? earlier.outdated : [])],
    leftOver: revokes ? earlier.leftOver : [...earlier.leftOver, ...earlier.outdated],
    endsAccessTokens: rotation.endsAccessTokens,
  };
}
