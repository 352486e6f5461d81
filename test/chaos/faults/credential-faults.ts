import { CredentialWorld } from '../../support/rotation/credential-world.js';
import { ROTATED, type RotatedCredential } from '../../support/rotation/rotated.js';
import { BUILT_CLI } from '../../support/rotation/processes.js';
import type { FaultCase, Outcome } from '../fault-case.js';

const ROTATIONS = 20;
const RATES = { calls: 200, webhooks: 50 } as const;
/** Between two times that every token ends, so that the application needs its secret. */
const TOKENS_END_MS = 4_000;

/** Rotations by the command line, each of which is killed at the next step, and run again. */
function credentialFault(id: string, what: RotatedCredential): FaultCase {
  return {
    id,
    fault: `${ROTATIONS} rotations of an ${what}, kill -9 at every step in turn, ${RATES.calls} calls/s and ${RATES.webhooks} webhooks/s`,
    longestMs: 600_000,
    async run(): Promise<Outcome> {
      const world = await CredentialWorld.start(BUILT_CLI, RATES);
      const { steps } = ROTATED[what];
      let kills = 0;
      let endedMs = performance.now();
      for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
        if (await world.killAt(what, steps[rotation % steps.length] ?? 'created')) kills += 1;
        await world.rotate(what);
        if (performance.now() - endedMs < TOKENS_END_MS) continue;
        endedMs = performance.now();
        await world.revokeTokens();
      }
      const seen = await world.finish();
      await world.end();
      const { calls, failedCalls, duplicates, webhooks, rejectedWebhooks, failedStarts } = seen;
      const { firstError = '' } = seen;
      const isFine = failedCalls + rejectedWebhooks + failedStarts === 0;
      return {
        calls,
        failed: failedCalls,
        unavoidable: 0,
        duplicates,
        note: `${kills} runs killed, ${rejectedWebhooks} of ${webhooks.toLocaleString('en')} webhooks rejected`,
        ...(!isFine && { miss: `${failedStarts} applications could not start; ${firstError}` }),
      };
    },
  };
}

export const CREDENTIAL_FAULTS: readonly FaultCase[] = [
  credentialFault('oauth-rotate', 'OAuth secret'),
  credentialFault('token-rotate', 'Auth Token'),
];
