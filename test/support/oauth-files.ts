import { writeFileSync } from 'node:fs';
import type { TwilioEmulator } from 'twilio-auth-emulator';

/** Writes the OAuth app of the emulator's account as `TWILIO_CREDENTIALS_FILE` reads it. */
export function writeOAuthFile(file: string, { account }: TwilioEmulator, more: object = {}): void {
  const { clientId, clientSecret } = account.oauthApp;
  const credential = { method: 'oauth', clientId, clientSecret, note: 'kept' };
  writeFileSync(file, JSON.stringify({ accountSid: account.sid, ...credential, ...more }));
}

/** Whether the token endpoint accepts a secret of that app. */
export async function oauthWorks(twilio: TwilioEmulator, clientSecret: string): Promise<boolean> {
  const { status } = await fetch(`${twilio.url}/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: twilio.account.oauthApp.clientId,
      client_secret: clientSecret,
    }),
  });
  return status === 200;
}
