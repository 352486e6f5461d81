import type { TokenStore } from '../config/token-store.js';
import { STORE_LIMIT_MS } from '../oauth/store-session.js';
import { daysLeft } from '../policy/exceptions.js';
import { exceptionOf, isRefusal, type PolicyVerdict } from '../policy/policy-verdict.js';
import type { Clock } from '../primitives/clock.js';
import { withTimeLimit } from '../primitives/time-limit.js';
import type { StrategyDescription } from '../strategies/strategy.js';
import type { Attempt } from './attempt-within.js';

/** `degraded`: calls succeed now, and will fail later unless someone acts. */
export type HealthStatus = 'up' | 'degraded' | 'down';

/** One thing that is wrong. */
export interface HealthFinding {
  readonly status: Exclude<HealthStatus, 'up'>;
  /** A stable name for alerts. */
  readonly reason:
    | 'account-inactive'
    | 'account-unknown'
    | 'credential-refused'
    | 'exception-ends-soon'
    | 'no-answer'
    | 'policy-refused'
    | 'store-down'
    | 'throttled'
    | 'token-refresh-failing'
    | 'token-unavailable';
  /** One sentence for people. Health is often public: no identifier, and nothing Twilio wrote. */
  readonly message: string;
}

/** Two weeks: time to fix what an exception allows before it ends. */
const SOON_DAYS = 14;
const STORE_KEY = 'health';
const STORE_TTL_MS = 10_000;
const TOO_MANY_REQUESTS = 429;

/** The worst of the findings. */
export function statusOf(findings: readonly HealthFinding[]): HealthStatus {
  if (findings.length === 0) return 'up';
  return findings.some(({ status }) => status === 'down') ? 'down' : 'degraded';
}

/** An idle application may well have no OAuth token: that is healthy. */
export function tokenFindings({ token }: StrategyDescription): readonly HealthFinding[] {
  if (token?.refreshFailing !== true) return [];
  if ((token.expiresInMs ?? 0) <= 0) {
    return [down('token-unavailable', 'There is no OAuth token, and none can be fetched.')];
  }
  const message = 'The OAuth token cannot be refreshed. The current one is still valid.';
  return [degraded('token-refresh-failing', message)];
}

/** What the policy refuses now, and what it will refuse soon. */
export function policyFindings(
  verdicts: readonly PolicyVerdict[],
  nowMs: number,
): readonly HealthFinding[] {
  return verdicts.flatMap((verdict): HealthFinding[] => {
    const { rule, severity } = verdict;
    const exception = exceptionOf(verdict);
    if (isRefusal(verdict)) {
      return [down('policy-refused', `The policy refuses every call: "${rule}".`)];
    }
    if (severity !== 'error' || exception === undefined) return [];
    if (daysLeft(exception.until, nowMs) > SOON_DAYS) return [];
    const message = `The exception from "${rule}" ends after ${exception.until}.`;
    return [degraded('exception-ends-soon', message)];
  });
}

/** Whether the shared store takes and gives: a store that is read-only or full still answers reads. */
export async function storeFindings(
  store: TokenStore | undefined,
  clock: Clock,
): Promise<readonly HealthFinding[]> {
  if (store === undefined) return [];
  try {
    await withTimeLimit(clock, STORE_LIMIT_MS, async () => {
      await store.set(STORE_KEY, 'ok', STORE_TTL_MS);
      await store.get(STORE_KEY);
    });
    return [];
  } catch {
    const message = 'The shared token store fails. Each process fetches its own tokens.';
    return [degraded('store-down', message)];
  }
}

/** What trying the credential showed. A missing permission still proves that Twilio knows it. */
export function attemptFindings({
  authenticated,
  answered,
  status,
  accountStatus = 'active',
}: Attempt): readonly HealthFinding[] {
  if (authenticated && accountStatus === 'active') return [];
  if (authenticated) return [down('account-inactive', 'The account is suspended or closed.')];
  if (answered) return [down('credential-refused', 'Twilio refuses the credential.')];
  if (status === TOO_MANY_REQUESTS) {
    return [degraded('throttled', 'Twilio answers that there are too many requests.')];
  }
  return [down('no-answer', 'Twilio gave no usable answer in time.')];
}

/** Without a call of its own, the last call of the application tells whether Twilio knows the credential. */
export function lastCallFindings({
  isRefused,
}: {
  readonly isRefused: boolean;
}): readonly HealthFinding[] {
  if (!isRefused) return [];
  return [down('credential-refused', 'Twilio rejected the credential when it was last used.')];
}

function degraded(reason: HealthFinding['reason'], message: string): HealthFinding {
  return { status: 'degraded', reason, message };
}

function down(reason: HealthFinding['reason'], message: string): HealthFinding {
  return { status: 'down', reason, message };
}
