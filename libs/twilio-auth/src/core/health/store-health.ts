import type { TokenStore } from '../config/token-store.js';
import type { Clock } from '../primitives/clock.js';
import { withTimeLimit } from '../primitives/time-limit.js';
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
    await withTimeLimit(clock, LIMIT_MS, async () => store.get('health'));
    return [];
  } catch {
    const message = 'The shared token store does not answer; each process fetches its own tokens.';
    return [{ status: 'degraded', reason: 'store-down', message }];
  }
}
