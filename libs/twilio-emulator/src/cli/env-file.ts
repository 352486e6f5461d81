import { AUTH_METHODS, envFor, type AuthMethod } from '../server/env.js';
import type { EmulatedAccount } from '../server/emulated-account.js';

/**
 * A whole `.env` file. It says that this is development: the library takes an unset `NODE_ENV` for
 * production, where it refuses an emulator.
 */
export function envFile(account: EmulatedAccount, url: string, method: AuthMethod): string {
  const variables = { NODE_ENV: 'development', ...envFor(account, url, method) };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * What the emulator says once it listens, for people; all of it may be pasted into a `.env` file.
 * `again` are the options with which the `env` command finds the same credentials; without them
 * there are none to find.
 */
export function banner(account: EmulatedAccount, url: string, again: string | undefined): string {
  const method = AUTH_METHODS.find((each) => has(account, each)) ?? 'auth-token';
  const others = `# For another method: npx twilio-auth-emulator env${again} --method api-key\n`;
  return `# twilio-auth-emulator listens on ${url}
# The .env file of an application that uses it:

${envFile(account, url, method)}
${again === undefined ? '' : others}# See what happens: open ${url} in a browser.
# Stop with Ctrl+C.
`;
}

/** Whether the seed has a credential for the method. */
function has(account: EmulatedAccount, method: AuthMethod): boolean {
  try {
    envFor(account, '', method);
    return true;
  } catch {
    return false;
  }
}
