import type { Clock } from '../primitives/clock.js';
import type { IamKeys, KeyWithPolicy } from './iam-keys.js';
import type { KeyPair, NewTwilioKey, RotationStep, TwilioKey } from './key-options.js';
import { deliverTo, type KeyTarget } from './targets.js';
import { twinStateOf } from './twin-name.js';

/** What every rotation of an account works with. */
export interface RotationDeps {
  readonly keys: IamKeys;
  readonly clock: Clock;
  /** The administrator's own key, which must not be rotated with itself. */
  readonly ownKeySid: string | undefined;
  /** Whether Twilio accepts the key. */
  readonly accepts: (key: KeyPair, keyType: NewTwilioKey['keyType']) => Promise<boolean>;
}

/** One rotation. */
export type Rotation = RotationDeps & {
  readonly old: KeyWithPolicy & { readonly keySid: string };
  readonly keyType: NewTwilioKey['keyType'];
  readonly target: KeyTarget;
  readonly done: (step: RotationStep, keySid: string) => Promise<void>;
  readonly tryForMs: number;
};

/** What is left of earlier runs. */
interface Earlier {
  /** The new key of an earlier run, delivered but perhaps not yet marked as such. */
  readonly twin?: string;
  readonly isMarked: boolean;
  readonly removed: readonly string[];
  readonly leftOver: readonly string[];
}

/** Finds the twins of earlier runs, and deletes those that are certainly nowhere in use. */
export async function inspectEarlierRuns(
  rotation: Rotation,
  all: readonly TwilioKey[],
  finished: TwilioKey | undefined,
): Promise<Earlier> {
  const { old, keys, target, accepts, keyType } = rotation;
  const twins = all.filter(({ friendlyName }) => twinStateOf(friendlyName, old.keySid) === 'new');
  if (finished !== undefined && twins.length === 0) {
    return { twin: finished.keySid, isMarked: true, removed: [], leftOver: [] };
  }
  const held = twins.length === 0 ? undefined : await target.read();
  if (held === undefined) {
    const leftOver = twins.map(({ keySid }) => keySid);
    return { ...twinOf(finished), isMarked: finished !== undefined, removed: [], leftOver };
  }
  const removed: string[] = [];
  let twin: string | undefined;
  for (const { keySid } of twins) {
    const isHeld = held.keySid === keySid;
    // Of a pair of files, perhaps only the secret was written.
    if (isHeld || (await accepts({ ...held, keySid }, keyType))) {
      const { accountSid } = keys;
      if (!isHeld) await deliverTo(target, { ...held, keySid, accountSid, keyType });
      twin = keySid;
    } else {
      await keys.removeIfAny(keySid);
      removed.push(keySid);
    }
  }
  const isMarked = twin === undefined && finished !== undefined;
  return { ...(twin === undefined ? twinOf(finished) : { twin }), isMarked, removed, leftOver: [] };
}

function twinOf(key: TwilioKey | undefined): { readonly twin?: string } {
  return key === undefined ? {} : { twin: key.keySid };
}
