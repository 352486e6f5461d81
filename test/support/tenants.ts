import { Tenants, type TenantsOptions } from '../../libs/twilio-auth/src/core/client/tenants.js';
import type { AccountOptions } from '../../libs/twilio-auth/src/core/config/options.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { OAUTH_OPTIONS } from './configuration.js';

/** What the tests get for a tenant. */
export interface TestTenant {
  readonly id: string;
  readonly options: AccountOptions;
}

/** Tenants on a fake clock that remember what was asked and what was retired. */
export function testTenants(options: Partial<TenantsOptions<TestTenant>> = {}) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const retired: string[] = [];
  const { resolve = async () => OAUTH_OPTIONS } = options;
  const tenants = new Tenants<TestTenant>({
    max: 3,
    ttlSeconds: 300,
    clock,
    admit: async (id, given) => ({ id, options: given }),
    retire: ({ id }) => retired.push(id),
    ...options,
    resolve: (id) => {
      asked.push(id);
      return resolve(id);
    },
  });
  return { tenants, clock, asked, retired };
}
