import type { Secret } from '../primitives/secret.js';
import { secretOf, type Account } from './account.js';

/** Whether two snapshots of one account authenticate REST calls with the same secret. */
export function sameRestSecret(one: Account, other: Account): boolean {
  return same(secretOf(one.rest), secretOf(other.rest));
}

/** Whether two snapshots of one account hold the same secrets for every purpose. */
export function sameSecrets(one: Account, other: Account): boolean {
  const [left, right] = [secretsOf(one), secretsOf(other)];
  return left.length === right.length && left.every((secret, index) => same(secret, right[index]));
}

function secretsOf({
  rest,
  accessTokens,
  clientValidation,
  webhook,
}: Account): readonly (Secret | undefined)[] {
  const keys = webhook.keys.map(({ secret }) => secret);
  return [secretOf(rest), accessTokens?.keySecret, clientValidation?.privateKey, ...keys];
}

function same(one: Secret | undefined, other: Secret | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(other);
}
