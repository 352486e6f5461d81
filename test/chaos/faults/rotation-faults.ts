import { BUILT_CLI } from '../../support/rotation/processes.js';
import { STEPS } from '../../support/rotation/command.js';
import { RotationWorld, type Delivery } from '../../support/rotation/rotation-world.js';
import type { FaultCase, Outcome } from '../fault-case.js';

const ROTATIONS = 20;
const CALLS_PER_SECOND = 200;

interface RotationFault {
  readonly id: string;
  readonly to: string;
  readonly delivery: Delivery;
  /** Keys that may be left at the end, if the last report names them. */
  readonly mayLeave: number;
}

/** Rotations by the command line, each of which is killed at the next step, and run again. */
function rotationFault({ id, to, delivery, mayLeave }: RotationFault): FaultCase {
  return {
    id,
    fault: `${ROTATIONS} rotations of an API key to ${to}, kill -9 at every step in turn, ${CALLS_PER_SECOND} calls/s`,
    longestMs: 600_000,
    async run(): Promise<Outcome> {
      const world = await RotationWorld.start(BUILT_CLI, delivery, CALLS_PER_SECOND);
      let kills = 0;
      let named: readonly string[] = [];
      for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
        const step = STEPS[rotation % STEPS.length] ?? 'created';
        if (await world.killAt(step)) kills += 1;
        named = (await world.rotate()).leftOver;
      }
      const { calls, failed } = await world.finish();
      const left = (await world.keySids()).filter((sid) => sid !== world.heldKeySid);
      const duplicates = Math.max(0, (await world.messages()) - (calls - failed));
      await world.end();
      const isFine = left.length <= mayLeave && left.every((sid) => named.includes(sid));
      const miss = isFine ? undefined : 'keys are left that no report names';
      return {
        calls,
        failed,
        unavoidable: 0,
        duplicates,
        note: `${kills} runs killed, ${left.length} keys left over`,
        ...(miss !== undefined && { miss }),
      };
    },
  };
}

export const ROTATION_FAULTS: readonly FaultCase[] = [
  rotationFault({ id: 'rotate-file', to: 'a file', delivery: 'file', mayLeave: 0 }),
  rotationFault({ id: 'rotate-command', to: 'a command', delivery: 'command', mayLeave: 1 }),
];
