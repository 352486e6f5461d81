import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { FaultCase, Kind, Outcome } from '../fault-case.js';
import { contender } from '../world/contenders.js';
import { CREDENTIALS, FakeTwilio } from '../world/fake-twilio.js';
import { during, type Tally } from '../world/load.js';

const CALLERS = 8;
const NEXT_SECRET = 'the-next-client-secret-0123456789';

interface SecretFault {
  readonly id: string;
  readonly fault: string;
  /** How long after the revocation the file is right. */
  readonly wrongMs: number;
  readonly makeWrong: (file: string) => void;
  /** Calls that fail although the file has been right for so long could have been saved. */
  readonly inForceMs: number;
}

/** Calls while the OAuth secret is revoked, with all its tokens, and its file replaced. */
function secretFault(given: SecretFault): FaultCase {
  return {
    id: given.id,
    fault: `OAuth secret revoked, its file ${given.fault}`,
    hasPeer: true,
    async run(kind: Kind): Promise<Outcome> {
      const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
      const secretFile = join(folder, 'secret');
      writeFileSync(secretFile, CREDENTIALS.clientSecret);
      const twilio = await FakeTwilio.start();
      const application = await contender(kind, twilio, { method: 'oauth', secretFile });
      const wrong = await during([application], CALLERS, async () => {
        await setTimeout(500);
        twilio.revoke(NEXT_SECRET);
        given.makeWrong(secretFile);
        await setTimeout(given.wrongMs);
        writeFileSync(join(folder, 'next'), NEXT_SECRET);
        renameSync(join(folder, 'next'), secretFile);
        await setTimeout(given.inForceMs);
      });
      const right = await during([application], CALLERS, () => setTimeout(2_000));
      await application.end();
      await twilio.close();
      rmSync(folder, { recursive: true });
      return outcome(twilio, wrong, right, given.inForceMs > 0);
    },
  };
}

/** Calls that failed while the file was wrong cannot be blamed on a client that reads files. */
function outcome(twilio: FakeTwilio, wrong: Tally, right: Tally, mayFail: boolean): Outcome {
  const { duplicates, tokenRequests } = twilio;
  return {
    calls: wrong.calls + right.calls,
    failed: wrong.failed + right.failed,
    unavoidable: mayFail ? wrong.failed : 0,
    duplicates,
    tokenRequests,
    note: `${right.failed} failed after it was right`,
  };
}

export const SECRET_FAULTS: readonly FaultCase[] = [
  secretFault({
    id: 'secret-wrong',
    fault: 'right 50 ms later',
    wrongMs: 50,
    makeWrong: () => undefined,
    inForceMs: 0,
  }),
  secretFault({
    id: 'secret-empty',
    fault: 'empty for 50 ms',
    wrongMs: 50,
    makeWrong: (file) => writeFileSync(file, ''),
    inForceMs: 0,
  }),
  secretFault({
    id: 'secret-late',
    fault: 'right 5 s later',
    wrongMs: 5_000,
    makeWrong: () => undefined,
    inForceMs: 2_000,
  }),
];
