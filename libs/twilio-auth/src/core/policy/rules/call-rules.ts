import type { CallRule } from '../rule.js';

/** A test suite that was written before this module came would send messages, and be billed. */
export const liveInTestRule: CallRule = {
  id: 'live-in-test',
  title: 'Calls of the real Twilio in the environment `test`, except by test credentials',
  production: 'none',
  elsewhere: 'error',
  scope: 'call',
  remedy:
    'Use TwilioAuthTestingModule, the emulator or test credentials; nock and msw do not see these requests (docs/testing-your-app-module.md). Where a test is to reach Twilio, set TWILIO_AUTH_ALLOW_LIVE_IN_TEST=true (policy.allowLiveInTest).',
  check: ({ rest: { method } }, { isLiveInTest = () => false }) =>
    method !== 'test' && isLiveInTest()
      ? ['The environment is "test", and the call would reach the real Twilio.']
      : [],
};
