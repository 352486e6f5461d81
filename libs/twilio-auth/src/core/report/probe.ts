import { Runtime } from '../client/runtime.js';
import type { LiveAccount } from '../client/live-account.js';
import { verifyAccount, type Verification } from '../client/verify-account.js';
import type { LoadedConfig } from '../accounts/load-config.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import { ApiKeyStrategyFactory } from '../strategies/api-key.strategy.js';
import { AuthTokenStrategyFactory } from '../strategies/auth-token.strategy.js';
import { OAuthStrategyFactory } from '../strategies/oauth.strategy.js';
import { TestCredentialsStrategyFactory } from '../strategies/test-credentials.strategy.js';
import { createTransport } from '../transport/create-transport.js';
import type { Transport } from '../transport/transport.js';
import { attemptWithin } from '../health/attempt-within.js';

/** What came of trying the credential of one account. */
export interface ProbeResult extends Verification {
  readonly account: string;
}

/** What a probe works with. */
export interface ProbeOptions {
  readonly gate: PolicyGate;
  readonly clock: Clock;
  /** Limit for each account, in milliseconds. */
  readonly limitMs: number;
}

const silent = (): void => {};

/**
 * Tries every account with the client that an application would get: same transport, same
 * strategy, cheapest read. The policy must have let the accounts through.
 */
export async function probeAccounts(
  config: LoadedConfig,
  { gate, clock, limitMs }: ProbeOptions,
): Promise<readonly ProbeResult[]> {
  const { http, apiBaseUrl, network } = config;
  const env = { ...network, caBundlePath: network.caBundle };
  const transport = createTransport({ http, apiBaseUrl, clock, env });
  const factories = factoriesOn(transport, config, clock);
  const ports = { clock, emit: silent, warn: silent };
  const runtime = await Runtime.create({ config, transport, gate, factories, ...ports });
  try {
    return await Promise.all(
      runtime.accounts.all().map((live) => probe(live, runtime, clock, limitMs)),
    );
  } finally {
    await runtime.close(0);
  }
}

async function probe(
  live: LiveAccount,
  runtime: Runtime,
  clock: Clock,
  limitMs: number,
): Promise<ProbeResult> {
  const verification = await attemptWithin(clock, limitMs, () =>
    verifyAccount(live, runtime.clientOf(live)),
  );
  return { account: live.account, ...verification };
}

function factoriesOn(
  { sendTokenRequest: send }: Transport,
  { oauth: { timeoutMs } }: LoadedConfig,
  clock: Clock,
) {
  return [
    new OAuthStrategyFactory({ send, clock, emit: silent, timeoutMs }),
    new ApiKeyStrategyFactory(),
    new AuthTokenStrategyFactory(),
    new TestCredentialsStrategyFactory(),
  ];
}
