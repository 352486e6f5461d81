import type { Secret } from '../primitives/secret.js';
import type { Account, RestCredential } from './account.js';

/** Whether two snapshots of one account authenticate REST calls with the same secret. */
export function sameRestSecret(one: Account, other: Account): boolean {
  return same(restSecret(one.rest), restSecret(other.rest));
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
  return [restSecret(rest), accessTokens?.keySecret, clientValidation?.privateKey, ...keys];
}

/** A custom credential is opaque, so it never counts as changed. */
function restSecret(rest: RestCredential): Secret | undefined {
  if ('clientSecret' in rest) return rest.clientSecret;
  if ('keySecret' in rest) return rest.keySecret;
  return 'authToken' in rest ? rest.authToken : undefined;
}

function same(one: Secret | undefined, other: Secret | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(other);
}
