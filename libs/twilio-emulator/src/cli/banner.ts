import { AUTH_METHODS } from '../server/env.js';
import type { TwilioEmulator } from '../server/emulator.js';

const TITLES = {
  oauth: 'OAuth 2.0 (recommended)',
  'api-key': 'API key',
  'auth-token': 'Auth Token (not for production)',
  test: 'Test credentials (magic numbers, nothing is stored)',
};

/** What the command prints once it listens: the address, and one `.env` block for each method. */
export function banner(emulator: TwilioEmulator): string {
  const blocks = AUTH_METHODS.flatMap((method) => {
    const lines = envLines(emulator, method);
    return lines === undefined ? [] : [`# ${TITLES[method]}\n${lines}`];
  });
  return [
    `twilio-auth-emulator listens on ${emulator.url}`,
    'Paste one of these blocks into your .env file:',
    ...blocks,
    'Stop with Ctrl+C.\n',
  ].join('\n\n');
}

/** A seed need not have a credential of every kind: such a block is left out. */
function envLines(
  emulator: TwilioEmulator,
  method: (typeof AUTH_METHODS)[number],
): string | undefined {
  try {
    return Object.entries(emulator.env(method))
      .map(([name, value]) => `${name}=${value}`)
      .join('\n');
  } catch {
    return undefined;
  }
}
