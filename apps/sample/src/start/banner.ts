import type { AccountDescription } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { WEBHOOKS_OFF } from '../webhooks/webhooks-off.controller.js';

/** What to try first, printed when the application listens. */
export function banner(
  url: string,
  account: AccountDescription,
  emulator: TwilioEmulator | undefined,
): string {
  const twilio = target(emulator);
  const webhooks =
    account.webhook.keys.length === 0 ? `\n  Webhooks            ${WEBHOOKS_OFF}` : '';
  return `
  The sample runs on  ${url}
  It calls            ${twilio}${webhooks}

  Send a message      curl -X POST ${url}/messages -H 'content-type: application/json' \\
                        -d '{"to":"+15551234567","body":"hi"}'
  List messages       curl ${url}/messages
  Which method, why   curl ${url}/auth
  Another method      TWILIO_AUTH_METHOD=api-key npm start   (or auth-token, test)

  Stop with Ctrl+C.
`;
}

/** Where messages go, and whether they cost money. */
function target(emulator: TwilioEmulator | undefined): string {
  if (emulator !== undefined) return 'an emulator in this process: nothing leaves this machine';
  const baseUrl = process.env['TWILIO_API_BASE_URL'];
  return baseUrl
    ? `the emulator at ${baseUrl}: nothing is sent for real`
    : 'Twilio: messages are real, and cost money';
}
