import type { AccountOptions } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { SIGNER } from '../voice-token/signer.js';

/** The account that signs access tokens, unless the key that makes the calls does it too. */
export function signerAccounts({ account }: TwilioEmulator): Record<string, AccountOptions> {
  const { sid: keySid, secret: keySecret } = account.apiKeys.standard;
  if (process.env['TWILIO_API_KEY'] === keySid) return {};
  const auth = { method: 'api-key', keySid, keySecret, keyType: 'standard' } as const;
  return { [SIGNER]: { accountSid: account.sid, auth } };
}
