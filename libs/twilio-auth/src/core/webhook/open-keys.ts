import type { WebhookKey } from '../accounts/account.js';
import type { SecretInput } from '../config/secret-input.js';
import { resolveSecret } from '../config/resolve-secret.js';
import type { Clock } from '../primitives/clock.js';

/** As many keys as a configured account may have. */
const MAX_KEYS = 5;

/**
 * Seals what a resolver answered into keys. Empty secrets are left out, because anybody can
 * sign with the empty key; anything that is no ring of at most five keys is a failure.
 */
export async function openKeys(
  answer: unknown,
  clock: Clock,
): Promise<readonly WebhookKey[] | 'failed'> {
  if (!Array.isArray(answer) || answer.length > MAX_KEYS) return 'failed';
  const opened = await Promise.all(answer.map((input, index) => openKey(input, index, clock)));
  if (opened.includes('failed')) return 'failed';
  return opened.filter((key) => typeof key === 'object');
}

async function openKey(
  input: unknown,
  index: number,
  clock: Clock,
): Promise<WebhookKey | 'empty' | 'failed'> {
  const { secret, name, algorithm } = partsOf(input);
  if (algorithm !== undefined && algorithm !== 'hmac-sha1') return 'failed';
  if (typeof secret !== 'string' && typeof secret !== 'function') return 'failed';
  const resolved = await resolveSecret(secret as SecretInput, clock);
  if (resolved.failure !== undefined) return 'failed';
  if (resolved.secret === undefined) return 'empty';
  return {
    name: typeof name === 'string' && name !== '' ? name : `key-${index + 1}`,
    secret: resolved.secret,
    algorithm: 'hmac-sha1',
  };
}

function partsOf(input: unknown): { secret?: unknown; name?: unknown; algorithm?: unknown } {
  return typeof input === 'object' && input !== null ? input : { secret: input };
}
