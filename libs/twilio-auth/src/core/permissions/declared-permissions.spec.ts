import { describe, expect, it } from 'vitest';
import { howToGrant } from './declared-permissions.js';

const LIST = '/twilio/messaging/messages/list';

describe('How to grant a permission', () => {
  it('is a command that accepts the name', () => {
    expect(howToGrant(LIST)).toContain(`permissions --add ${LIST}`);
    expect(howToGrant('/twilio/serverless/new/read')).toContain('--add');
  });

  it('is no command for a name that it would refuse', () => {
    const advice = howToGrant('/twilio/messaging/new-things/read');
    expect(advice).not.toContain('--add');
    expect(advice).toContain('the policy of the key or OAuth app');
  });
});
