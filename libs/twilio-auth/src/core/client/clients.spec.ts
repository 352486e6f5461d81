import { describe, expect, it } from 'vitest';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import { rejectingCredential } from './clients.js';

describe('a credential that rejects every request', () => {
  const error = new TwilioAuthError('TWILIO_AUTH_DISABLED', 'It is switched off.');
  const credential = rejectingCredential('billing', error);
  const request = { method: 'GET', host: 'api.twilio.com', path: '/' };

  it('throws its error before the network, and to an HTTP client that asks for the header', async () => {
    expect(() => credential.assertAllowed(request)).toThrow(error);
    await expect(credential.authorization()).rejects.toBe(error);
  });

  it('neither repeats a call nor gives advice', async () => {
    expect(await credential.rejected('Basic x', request)).toBe(false);
    expect(credential.hint(request, { code: 20003 })).toBeUndefined();
  });
});
