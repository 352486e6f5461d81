import type { TwilioEmulator } from 'twilio-auth-emulator';

/** What to try first, once the application listens. */
export function banner(url: string, emulator: TwilioEmulator | undefined): string {
  const twilio =
    emulator === undefined
      ? 'Twilio itself: messages are real, and cost money'
      : 'an emulator inside this process: nothing leaves this machine';
  return `
  The sample is up:   ${url}
  It talks to         ${twilio}

  Send a message      curl -X POST ${url}/messages -H 'content-type: application/json' \\
                        -d '{"to":"+15551234567","body":"hi"}'
  List messages       curl ${url}/messages
  Who am I, and why   curl ${url}/auth
  Another method      TWILIO_AUTH_METHOD=api-key npm start   (or auth-token, test)

  Stop with Ctrl+C.
`;
}
