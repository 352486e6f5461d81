import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.js';
import { isPermission, permissionNames } from './names.js';
import { nearestPermission } from './nearest.js';

describe('nearestPermission', () => {
  it.each([
    // As they stand in public Terraform files.
    [
      '/twilio/phone-numbers/incoming-phone-numbers/read',
      '/twilio/phone-numbers/active-numbers/read',
    ],
    [
      '/twilio/phone-numbers/available-phone-numbers/read',
      '/twilio/phone-numbers/available-numbers/list',
    ],
    ['/twilio/voice/byoc-trunks/read', '/twilio/voice/sip.byoc-trunks/read'],
    // The paths of the API.
    ['/twilio/usage/records/read', '/twilio/billing/usage/read'],
    ['/twilio/verify/verifications/create', '/twilio/verify/verification/create'],
    ['/twilio/verify/services/*', '/twilio/verify/service/*'],
    ['/twilio/voice/applications/list', '/twilio/voice/twiml.apps/list'],
    ['/twilio/lookups/phone-numbers/fetch', '/twilio/lookup/phone-numbers/read'],
    // Slips.
    ['twilio/messaging/messages/read', '/twilio/messaging/messages/read'],
    ['/messaging/messages/read', '/twilio/messaging/messages/read'],
    ['/Twilio/Messaging/Messages/Read', '/twilio/messaging/messages/read'],
    ['/twilio/messaging/messages/read ', '/twilio/messaging/messages/read'],
    ['//twilio/messaging//messages/read/', '/twilio/messaging/messages/read'],
    ['/twilio/messaging/message/read', '/twilio/messaging/messages/read'],
    ['/twilio/messaging/mesages/read', '/twilio/messaging/messages/read'],
    ['/twilio/messaging/messages_media/read', '/twilio/messaging/messages.media/read'],
    ['/twilio/voice/sip/trunks/read', '/twilio/voice/sip.trunks/read'],
    ['/twilio/messaging/messages/send', '/twilio/messaging/messages/create'],
    ['/twilio/messaging/messages/*', '/twilio/messaging/messages/*'],
  ])('corrects %j', (wrong, right) => {
    expect(nearestPermission(wrong)).toBe(right);
  });

  it.each([
    '',
    '/',
    '/twilio',
    '/twilio/messaging/messages',
    '/twilio/pigeons/coops/read',
    '/twilio/messaging/messages/explode',
    '/twilio/messaging/deactivations/delete',
    '/twilio/billing/usage/*',
    '/twilio/serverless/services/read',
    `/twilio/messaging/messages/${'read'.repeat(1000)}`,
    '/twilio/constructor/__proto__/toString',
    '/twilio/messaging/messages/constructor',
  ])('has no suggestion for %j', (name) => {
    expect(nearestPermission(name)).toBeUndefined();
  });

  it('suggests names that exist only, and every name for itself', () => {
    for (const name of permissionNames()) {
      expect(nearestPermission(name)).toBe(name);
      const suggested = nearestPermission(name.replace(/s?\/(\w+)$/, 'x/$1'));
      expect(suggested === undefined || isPermission(suggested), suggested).toBe(true);
    }
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['abc', 'ab', 1],
    ['abc', 'axc', 1],
    ['abc', 'bac', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
