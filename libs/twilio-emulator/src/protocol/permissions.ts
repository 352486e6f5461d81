/**
 * A permission, in the form of Twilio's API specification: `/twilio/<product>/<resource>/<action>`.
 *
 * Twilio publishes the form and a few names; the full catalogue is a download per product.
 * `/twilio/messaging/messages/{read,update}` are Twilio's own, the others follow their form.
 * @see https://www.twilio.com/docs/iam/api-keys/restricted-api-keys
 */
export type Permission = `/twilio/${string}/${string}/${string}`;

/** Every permission that the emulated resources require. */
export const PERMISSIONS = [
  '/twilio/iam/accounts/read',
  '/twilio/messaging/messages/create',
  '/twilio/messaging/messages/read',
  '/twilio/messaging/messages/update',
  '/twilio/messaging/messages/delete',
  '/twilio/voice/calls/create',
  '/twilio/voice/calls/read',
  '/twilio/voice/calls/update',
  '/twilio/voice/calls/delete',
  '/twilio/phone-numbers/incoming-phone-numbers/create',
  '/twilio/phone-numbers/incoming-phone-numbers/read',
  '/twilio/phone-numbers/incoming-phone-numbers/update',
  '/twilio/phone-numbers/incoming-phone-numbers/delete',
  '/twilio/lookup/phone-numbers/read',
  '/twilio/usage/records/read',
  '/twilio/usage/balance/read',
] as const satisfies readonly Permission[];

/** The largest number of permissions of a restricted key. */
export const MAX_PERMISSIONS = 100;

const FORM = /^\/twilio(?:\/[a-z0-9-]+){3}$/;

/** Whether `value` has the form of a permission. */
export function isPermission(value: unknown): value is Permission {
  return typeof value === 'string' && FORM.test(value);
}
