import { describe, expect, it } from 'vitest';
import { missingPermissionIn } from './missing-permission.js';

const LIST = '/twilio/messaging/messages/list';

describe('The missing permission of an answer', () => {
  it.each([
    ['Authorization Error: required permission twilio/messaging/messages/list is missing', LIST],
    ['Authorization failed: required permission twilio/messaging/messages/list is missing.', LIST],
    ['Required permission "/Twilio/Messaging/Messages/List" is missing', LIST],
  ])('is the name in %j', (message, name) => {
    expect(missingPermissionIn(message)).toBe(name);
  });

  it.each([
    'permission twilio/../messages/list is missing',
    'permission twilio/messaging/messages/list/more is missing',
    `permission twilio/${'a'.repeat(500)}/messages/list is missing`,
    'permission twilio/messaging/messages is missing',
    'no right to twilio/messaging/messages/list',
    70051,
    undefined,
  ])('is not made up of %j', (message) => {
    expect(missingPermissionIn(message)).toBeUndefined();
  });

  it('is looked for in one pass, however long the text is', () => {
    // In a time that grows with the square, these 2 MB would take minutes.
    expect(missingPermissionIn('permission '.repeat(200_000))).toBeUndefined();
  });
});
