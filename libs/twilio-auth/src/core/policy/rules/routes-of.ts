import { DEFAULT_ACCOUNT, type Account } from '../../accounts/account.js';
import type { PolicyFacts, WebhookRoute } from '../rule.js';

/** The routes whose webhooks this account answers for. */
export function routesOf(
  account: Account,
  { routes = [] }: Pick<PolicyFacts, 'routes'>,
): readonly WebhookRoute[] {
  return routes.filter(({ account: named = DEFAULT_ACCOUNT }) => named === account.name);
}
