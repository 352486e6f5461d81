import type { TokenStore } from '../config/token-store.js';
import { withinTime } from '../oauth/time-limit.js';
import type { Clock } from '../primitives/clock.js';
import type { HealthFinding } from './health-finding.js';

/** As long as a renewal waits for it. */
const LIMIT_MS = 250;

/** Whether the shared store answers: reads a key that nobody writes. */
export async function storeFindings(
  store: TokenStore | undefined,
  clock: Clock,
): Promise<readonly HealthFinding[]> {
  if (store === undefined) return [];
  try {
    await withinTime(clock, LIMIT_MS, async () => store.get('health'));
    return [];
  } catch {
    const message = 'The shared token store does not answer; each process fetches its own tokens.';
    return [{ status: 'degraded', reason: 'store-down', message }];
  }
}
