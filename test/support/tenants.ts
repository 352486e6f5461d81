import { Tenants, type TenantsOptions } from '../../libs/twilio-auth/src/core/client/tenants.js';
import type { AccountOptions } from '../../libs/twilio-auth/src/core/config/options.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { OAUTH_OPTIONS } from './configuration.js';

/** An opened tenant. */
export interface TestTenant {
  readonly id: string;
  readonly options: AccountOptions;
}

/** Tenants with a fake clock, which record the resolved and the stopped ones. */
export function testTenants(options: Partial<TenantsOptions<TestTenant>> = {}) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const stopped: string[] = [];
  const { resolve = async () => OAUTH_OPTIONS } = options;
  const tenants = new Tenants<TestTenant>({
    max: 3,
    ttlSeconds: 300,
    clock,
    assertEnabled: () => {},
    open: async (name, given) => ({ id: name.replace(/^tenant:/, ''), options: given }),
    stop: ({ id }) => stopped.push(id),
    ...options,
    resolve: (id) => {
      asked.push(id);
      return resolve(id);
    },
  });
  return { tenants, clock, asked, stopped };
}
