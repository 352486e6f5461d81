import { describe, expect, it } from 'vitest';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { refusingCredential } from './refusing-credential.js';

describe('a credential that lets nothing through', () => {
  const refusal = new TwilioAuthError('TWILIO_AUTH_DISABLED', 'It is switched off.');
  const credential = refusingCredential('billing', refusal);
  const request = { method: 'GET', host: 'api.twilio.com', path: '/' };

  it('says why, before the network and to an HTTP client that asks for the header', async () => {
    expect(() => credential.admit(request)).toThrow(refusal);
    await expect(credential.authorization()).rejects.toBe(refusal);
  });

  it('has no second chance after a refusal, and no advice', async () => {
    expect(await credential.rejected('Basic x')).toBe(false);
    expect(credential.hint(request, 401, 20003)).toBeUndefined();
  });
});
