/** Name of the default account. */
export const DEFAULT_ACCOUNT = 'default';

/** Name of an account that is only tried, with `verify({ … })`. */
export const CANDIDATE_ACCOUNT = 'candidate';

const TENANT_PREFIX = 'tenant:';

/** Name of all tenants together. */
const ALL_TENANTS = `${TENANT_PREFIX}*`;

/** The name of a tenant's account in errors, events and policy exceptions. */
export function tenantAccountName(tenantId: string): string {
  return `${TENANT_PREFIX}${tenantId}`;
}

/** The id of the tenant whose account has this name, or `undefined` for another account. */
export function tenantIdOf(accountName: string): string | undefined {
  return accountName.startsWith(TENANT_PREFIX)
    ? accountName.slice(TENANT_PREFIX.length)
    : undefined;
}

/**
 * The name under which an account is counted: all tenants share one, since the same code serves
 * them, and a series for each of thousands would be of no use.
 */
export function countedAs(accountName: string): string {
  return tenantIdOf(accountName) === undefined ? accountName : ALL_TENANTS;
}

/**
 * Whether no configured account may have this name. An account that had it would share OAuth
 * tokens, events and policy exceptions with the one that the name stands for.
 */
export function isReserved(name: string): boolean {
  return name === DEFAULT_ACCOUNT || name === CANDIDATE_ACCOUNT || name.startsWith(TENANT_PREFIX);
}
