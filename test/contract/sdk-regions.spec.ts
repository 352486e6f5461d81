import { describe, expect, it } from 'vitest';
import { AC, capturedClient, SK } from './captured-client.js';

/** Why the policy requires an edge with a region. */
describe('The host for a region and an edge', () => {
  it.each([
    [{}, 'api.twilio.com'],
    [{ region: 'ie1', edge: 'dublin' }, 'api.dublin.ie1.twilio.com'],
    [{ edge: 'sydney' }, 'api.sydney.us1.twilio.com'],
    [{ region: 'us1' }, 'api.us1.twilio.com'],
    // Out of service since 2026-04-28.
    [{ region: 'ie1' }, 'api.ie1.twilio.com'],
  ])('for %o is %s', async (place, host) => {
    const { client, requests } = capturedClient(SK, 'x', { accountSid: AC, ...place });
    await client.messages('SM1').fetch();
    expect(new URL(requests[0]!.uri).host).toBe(host);
  });
});
