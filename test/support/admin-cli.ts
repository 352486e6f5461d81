import type { TwilioEmulator } from 'twilio-auth-emulator';
import { cliFile, runCli, type CliOptions, type CliRun } from './cli.js';

/** The variables of the administrator of an emulator's account. */
export function adminVariables({ account }: TwilioEmulator): Record<string, string> {
  const { main } = account.apiKeys;
  return {
    TWILIO_ADMIN_ACCOUNT_SID: account.sid,
    TWILIO_ADMIN_API_KEY: main.sid,
    TWILIO_ADMIN_API_SECRET: main.secret,
  };
}

/** Runs a command of an administrator on an emulator, in a process of its own. */
export async function runAdmin(
  twilio: TwilioEmulator,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliRun> {
  const variables = { PATH: process.env['PATH'] ?? '', ...adminVariables(twilio) };
  return runCli(await cliFile(), [...args, '--emulator', twilio.url], {
    ...options,
    variables: { ...variables, ...options.variables },
  });
}
