import { Inject, Injectable } from '@nestjs/common';
import type { Runtime } from '../core/create-runtime.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';
import type { TwilioClient } from './twilio-client.js';

/**
 * The clients of every account by name, of subaccounts, and of tenants.
 *
 * @example
 * import { Injectable } from '@nestjs/common';
 * import { TwilioAccounts } from 'nestjs-twilio-auth';
 *
 * @Injectable()
 * export class Reminders {
 *   constructor(private readonly accounts: TwilioAccounts) {}
 *
 *   async remind(tenantId: string, to: string) {
 *     const twilio = await this.accounts.forTenant(tenantId);
 *     await twilio.messages.create({ to, from: '+15557654321', body: 'See you tomorrow' });
 *   }
 * }
 */
@Injectable()
export class TwilioAccounts {
  readonly #runtime: Runtime;

  constructor(@Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * The client of a configured account; without a name, the default one.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_ACCOUNT_UNKNOWN` with the names there are.
   */
  client(name?: string): TwilioClient {
    return this.#runtime.clients.get(name);
  }

  /**
   * A client for a subaccount on the Auth Token of its parent: v2010 resources only
   * (https://www.twilio.com/docs/iam/api/subaccounts). OAuth apps and standard or restricted API
   * keys do not reach subaccounts; such a call is rejected with `TWILIO_AUTH_CAPABILITY` before
   * anything is sent. In production a subaccount needs a key of its own, as a named account.
   *
   * @throws TwilioAuthError `TWILIO_AUTH_CONFIG_INVALID` for an invalid SID.
   */
  subaccount(accountSid: string, name?: string): TwilioClient {
    return this.#runtime.clients.ofSubaccount(accountSid, name);
  }

  /** The names of the configured accounts. */
  names(): readonly string[] {
    return this.#runtime.accounts.names();
  }

  /**
   * The client of a tenant, found by `resolveAccount` and cached for `tenantCache.ttlSeconds`.
   *
   * Rejects with `TWILIO_AUTH_ACCOUNT_UNKNOWN`, `TWILIO_AUTH_CONFIG_INVALID` or
   * `TWILIO_AUTH_POLICY_VIOLATION`.
   */
  forTenant(tenantId: string): Promise<TwilioClient> {
    const { tenants } = this.#runtime;
    const cached = tenants.find(tenantId);
    return cached === undefined
      ? tenants.get(tenantId).then(({ client }) => client)
      : Promise.resolve(cached.client);
  }

  /** Forgets the cached client of a tenant. Call it when the tenant's credentials have changed. */
  evictTenant(tenantId: string): void {
    this.#runtime.tenants.evict(tenantId);
  }
}
