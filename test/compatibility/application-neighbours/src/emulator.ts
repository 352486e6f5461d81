import { TwilioEmulator } from 'twilio-auth-emulator';

// In a process of its own: Sentry in the application's would also report what the emulator receives.
async function main(): Promise<void> {
  const emulator = await TwilioEmulator.start();
  const { authToken, apiKeys } = emulator.account;
  const { sid, secret } = apiKeys.standard;
  const basic = Buffer.from(`${sid}:${secret}`).toString('base64');
  process.send?.({
    url: emulator.url,
    env: emulator.env('api-key'),
    secrets: [secret, authToken, basic],
  });
  process.once('disconnect', () => process.exit());
}

void main();
