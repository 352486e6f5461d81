import { access } from 'node:fs/promises';
import type { LoadedConfig } from '../../core/accounts/load-config.js';
import { systemClock } from '../../core/primitives/clock.js';
import { examineEnvironment, type DoctorReport } from '../../core/report/examine-environment.js';
import type { Command } from '../arguments.js';
import type { Terminal } from '../terminal.js';
import { doctorText } from './doctor-text.js';
import { readEnvFile } from './env-file.js';
import { probeAccounts } from './probe.js';

/** Examines, prints, and answers with the exit code. */
export async function doctor(
  { json, envFile, probeLimitMs }: Extract<Command, { name: 'doctor' }>,
  terminal: Terminal,
): Promise<number> {
  const { variables: shell, paint } = terminal;
  const variables = envFile === undefined ? shell : await readEnvFile(envFile, shell);
  const clock = systemClock;
  const probe =
    probeLimitMs === undefined
      ? undefined
      : (config: LoadedConfig) => probeAccounts(config, { clock, limitMs: probeLimitMs });
  const report = await examineEnvironment(variables, { clock, probe });
  terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report, paint));
  if (!json && envFile === undefined && (await isForgotten(report))) {
    terminal.out('There is an .env file here. To examine it: doctor -f .env\n');
  }
  return report.ok ? 0 : 1;
}

/** Nothing is set, and the file that would set it lies here. */
async function isForgotten({ variables: { set } }: DoctorReport): Promise<boolean> {
  if (set.some((name) => name.startsWith('TWILIO_'))) return false;
  return access('.env').then(
    () => true,
    () => false,
  );
}
