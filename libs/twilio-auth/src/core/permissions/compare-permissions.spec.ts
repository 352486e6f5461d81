import { describe, expect, it } from 'vitest';
import { grantedBy } from './compare-permissions.js';

const SEND = '/twilio/messaging/messages/create';

describe('What a policy grants', () => {
  it('is the names in it, and nothing that would be printed as something else', () => {
    const allow = [SEND, '/twilio/voice/calls/*', `${SEND}\nall is well`, 7, null, 'x'.repeat(1e6)];
    expect(grantedBy({ allow })).toEqual([SEND, '/twilio/voice/calls/*']);
  });

  it.each([null, undefined, 'text', {}, { allow: SEND }])('is not known from %j', (policy) => {
    expect(grantedBy(policy)).toBeUndefined();
  });
});
