import type { Clients } from '../client/clients.js';
import type { LiveAccount } from '../client/live-account.js';
import { verifyAccount } from '../client/verify-account.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Clock } from '../primitives/clock.js';
import { attemptWithin } from './attempt-within.js';

/** An application whose Twilio does not answer starts all the same, and soon. */
const LIMIT_MS = 5000;

/** What a start learns of one account. */
export interface TriedAccount {
  readonly account: string;
  readonly authenticated: boolean;
  /** For people. */
  readonly message: string;
}

interface Trial {
  readonly clients: Clients;
  readonly clock: Clock;
  /** Whether the start fails when Twilio rejects a credential. */
  readonly refuses: boolean;
}

/**
 * Tries the credentials of all accounts at once. Twilio that gives no answer stops no start: it would
 * make an outage of Twilio one of the application.
 *
 * Rejects with `TWILIO_AUTH_CREDENTIAL_REFUSED`, which names every account that Twilio rejects.
 */
export async function tryAccounts(
  accounts: readonly LiveAccount[],
  { clients, clock, refuses }: Trial,
): Promise<readonly TriedAccount[]> {
  const tried = await Promise.all(
    accounts.map(async (account) => {
      const verify = () => verifyAccount(account, clients.ofProbe(account));
      return { account: account.accountName, ...(await attemptWithin(clock, LIMIT_MS, verify)) };
    }),
  );
  const rejected = tried.filter(({ authenticated, answered }) => answered && !authenticated);
  if (!refuses || rejected.length === 0) return tried;
  const lines = rejected.map(({ account, message }) => `- ${account}: ${message}`);
  const what = `Twilio rejects ${rejected.length} of ${tried.length} credentials, and verifyAtBoot is "refuse".`;
  throw new TwilioAuthError('TWILIO_AUTH_CREDENTIAL_REFUSED', [what, ...lines].join('\n'), {
    reason: 'rejected-at-boot',
    hint: 'Correct the credentials, or set verifyAtBoot (TWILIO_AUTH_VERIFY_AT_BOOT) to "warn".',
  });
}
