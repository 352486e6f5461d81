import { isPermission, isUnpublishedProduct, nearestPermission } from 'twilio-permissions';

/**
 * A permission, in the form of Twilio's API specification: `/twilio/<product>/<resource>/<action>`.
 * `twilio-permissions` knows which exist.
 * @see https://www.twilio.com/docs/iam/api-keys/restricted-api-keys
 */
export type Permission = `/twilio/${string}/${string}/${string}`;

/**
 * Every permission that a request to the emulated resources may need, without those of API keys and OAuth
 * apps: they can raise the rights of whoever has them.
 */
export const PERMISSIONS = [
  '/twilio/billing/usage/read',
  '/twilio/iam/accounts/list',
  '/twilio/iam/accounts/read',
  '/twilio/lookup/phone-numbers/read',
  '/twilio/messaging/messages.media/read',
  '/twilio/messaging/messages/create',
  '/twilio/messaging/messages/delete',
  '/twilio/messaging/messages/list',
  '/twilio/messaging/messages/read',
  '/twilio/messaging/messages/update',
  '/twilio/messaging/services.phonenumbers/create',
  '/twilio/messaging/services.phonenumbers/delete',
  '/twilio/messaging/services.phonenumbers/list',
  '/twilio/messaging/services.phonenumbers/read',
  '/twilio/messaging/services/create',
  '/twilio/messaging/services/delete',
  '/twilio/messaging/services/list',
  '/twilio/messaging/services/read',
  '/twilio/messaging/services/update',
  '/twilio/phone-numbers/active-numbers/create',
  '/twilio/phone-numbers/active-numbers/delete',
  '/twilio/phone-numbers/active-numbers/list',
  '/twilio/phone-numbers/active-numbers/read',
  '/twilio/phone-numbers/active-numbers/update',
  '/twilio/phone-numbers/available-numbers/list',
  '/twilio/verify/service/create',
  '/twilio/verify/service/delete',
  '/twilio/verify/service/list',
  '/twilio/verify/service/read',
  '/twilio/verify/service/update',
  '/twilio/verify/verification-check/create',
  '/twilio/verify/verification/create',
  '/twilio/verify/verification/read',
  '/twilio/verify/verification/update',
  '/twilio/voice/calls/create',
  '/twilio/voice/calls/delete',
  '/twilio/voice/calls/list',
  '/twilio/voice/calls/read',
  '/twilio/voice/calls/update',
] as const satisfies readonly Permission[];

/**
 * Why Twilio would refuse a name, or `undefined`. Names of products that Twilio has not published
 * (Serverless, Conversations, Flex) may exist.
 */
export function problemOfPermission(name: string): string | undefined {
  if (isPermission(name) || isUnpublishedProduct(name)) return undefined;
  const nearest = nearestPermission(name);
  return nearest === undefined
    ? 'is not a permission of Twilio'
    : `is not a permission of Twilio: did you mean ${nearest}?`;
}
