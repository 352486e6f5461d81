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

/** Runs a command exactly as a page shows it, in a folder of its own. */
export async function runShown(
  twilio: TwilioEmulator,
  page: string,
  command: string,
  folder: string,
  given: {
    readonly replace?: readonly [string, string];
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<CliRun> {
  if (!page.includes(`\n${command}\n`)) throw new Error(`The page does not show: ${command}`);
  const { replace = ['', ''], variables = adminVariables(twilio) } = given;
  const args = command
    .replace(...replace)
    .split(' ')
    .slice(2);
  return runCli(await cliFile(), [...args, '--emulator', twilio.url], {
    folder,
    variables: { PATH: process.env['PATH'] ?? '', ...variables },
  });
}
