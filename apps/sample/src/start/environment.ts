import { existsSync } from 'node:fs';

const DEFAULT_PORT = 3000;

/** An invalid variable of the sample itself. */
export class SettingError extends Error {}

/** Reads `.env` if there is one. */
export function prepareEnvironment(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** Where the application listens. */
export interface Address {
  readonly port: number;
  readonly host: string;
}

/** Where to listen: this machine only, on port 3000, unless `HOST` and `PORT` are set. */
export function readAddress(): Address {
  const { PORT, HOST } = process.env as Record<string, string | undefined>;
  const port = Number(PORT?.trim() || DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SettingError('PORT must be a whole number from 1 to 65535.');
  }
  return { port, host: HOST?.trim() || '127.0.0.1' };
}
