import type { INestApplicationContext } from '@nestjs/common';
import { comparePermissions } from '../core/permissions/compare-permissions.js';
import { TwilioPermissions } from '../nest/twilio-permissions.js';

/** How an application is compared with the permissions. */
export interface ExpectPermissionsOptions {
  /** Name of the account. Default: the default one. */
  readonly account?: string;
  /** Also throw for a permission that was not used. Default: `false`. */
  readonly strict?: boolean;
}

/**
 * Throws when the calls of an application, so far, need a permission that is not in the list, or
 * cannot be made with a restricted key at all. `/*` stands for all permissions of a resource.
 *
 * @example
 * import { Test } from '@nestjs/testing';
 * import { TwilioClient } from 'nestjs-twilio-auth';
 * import { expectPermissions, TwilioAuthTestingModule } from 'nestjs-twilio-auth/testing';
 *
 * const module = await Test.createTestingModule({
 *   imports: [TwilioAuthTestingModule.forRoot()],
 * }).compile();
 * await module.get(TwilioClient).messages.create({ to: '+1', from: '+2', body: 'hi' });
 * expectPermissions(module, ['/twilio/messaging/messages/create']);
 */
export function expectPermissions(
  app: INestApplicationContext,
  permissions: readonly string[],
  { account, strict = false }: ExpectPermissionsOptions = {},
): void {
  const used = app.get(TwilioPermissions, { strict: false }).used(account);
  const { missing, excess } = comparePermissions(permissions, used.permissions);
  const faults = [
    ...missing.map((name) => `used, and not in the list: ${name}`),
    ...used.unsupported.map(
      ({ request, reason }) => `no restricted key can: ${request} (${reason})`,
    ),
    ...(strict ? excess.map((name) => `in the list, and not used: ${name}`) : []),
  ];
  if (faults.length === 0) return;
  throw new Error(`The permissions of "${used.account}":\n  ${faults.join('\n  ')}`);
}
