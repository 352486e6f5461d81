import { describe, expect, it } from 'vitest';
import { OAUTH_OPTIONS, SECRET } from '#test/support/configuration.js';
import { testTenants } from '#test/support/tenants.js';

const unknown = { code: 'TWILIO_AUTH_ACCOUNT_UNKNOWN' };

describe('a tenant whose account cannot be opened', () => {
  it('fails without the message of an unexpected error', async () => {
    const { tenants } = testTenants({ open: () => Promise.reject(new TypeError(SECRET)) });
    const error = await tenants.get('acme').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...unknown, reason: 'resolver-failed' });
    expect(String(error)).not.toContain(SECRET);
  });

  it('is not cached as failed when it was evicted during its resolution', async () => {
    const answers: ((options: typeof OAUTH_OPTIONS | undefined) => void)[] = [];
    const { tenants } = testTenants({
      resolve: () => new Promise((resolve) => answers.push(resolve)),
    });
    const early = tenants.get('acme').catch((error: unknown) => error);
    await Promise.resolve();
    tenants.evict('acme');
    answers[0]?.(undefined);
    expect(await early).toMatchObject(unknown);
    const late = tenants.get('acme');
    await Promise.resolve();
    answers[1]?.(OAUTH_OPTIONS);

    expect((await late).options).toBe(OAUTH_OPTIONS);
  });
});
