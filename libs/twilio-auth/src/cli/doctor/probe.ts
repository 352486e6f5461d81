import type { LoadedConfig } from '../../core/accounts/load-config.js';
import { verifyWithPermissions } from '../../core/client/verify-permissions.js';
import { createRuntime } from '../../core/create-runtime.js';
import { attemptWithin, type Attempt } from '../../core/health/attempt-within.js';
import type { Clock } from '../../core/primitives/clock.js';

/** The result of trying the credential of one account. */
export interface ProbeResult extends Attempt {
  readonly account: string;
}

/** How credentials are tried. */
interface ProbeOptions {
  readonly clock: Clock;
  /** Limit for each account, in milliseconds. */
  readonly limitMs: number;
}

/**
 * Tries every account with the client that an application would get: same transport, same
 * strategy, cheapest read.
 *
 * Rejects with `TWILIO_AUTH_POLICY_VIOLATION` if the application would not start.
 */
export async function probeAccounts(
  config: LoadedConfig,
  { clock, limitMs }: ProbeOptions,
): Promise<readonly ProbeResult[]> {
  const runtime = await createRuntime(config, { clock, emit: () => {} });
  const probes = runtime.accounts.all().map(async (account) => {
    const verify = () => verifyWithPermissions(account, runtime.clients.ofProbe(account), []);
    return { account: account.accountName, ...(await attemptWithin(clock, limitMs, verify)) };
  });
  return Promise.all(probes).finally(() => runtime.close(0));
}
