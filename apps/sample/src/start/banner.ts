import type { AccountDescription } from 'nestjs-twilio-auth';
import type { TwilioEmulator } from 'twilio-auth-emulator';
import { WEBHOOKS_OFF } from '../webhooks/webhooks-off.controller.js';

const OTHER_METHODS =
  '\n  Another method      TWILIO_AUTH_METHOD=api-key npm start   (or auth-token, test)';

/** What to try first, printed when the application listens. */
export function banner(
  url: string,
  account: AccountDescription,
  emulator: TwilioEmulator | undefined,
): string {
  const twilio = target(emulator);
  const webhooks =
    account.webhook.keys.length === 0 ? `\n  Webhooks            ${WEBHOOKS_OFF}` : '';
  // Credentials of your own may be of one method only.
  const methods = emulator === undefined ? '' : OTHER_METHODS;
  return `
  The sample runs on  ${url}
  It calls            ${twilio}${webhooks}

  Send a message      curl -X POST ${url}/messages -H 'content-type: application/json' \\
                        -d '{"to":"+15551234567","body":"hi"}'
  List messages       curl ${url}/messages
  Which method, why   curl ${url}/auth${methods}

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
