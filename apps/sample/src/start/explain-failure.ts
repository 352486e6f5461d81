import { isTwilioAuthError } from 'nestjs-twilio-auth';
import { SettingError } from './environment.js';

/** Why the application did not start. Errors of the library already say what to do. */
export function explainFailure(error: unknown): string {
  if (isTwilioAuthError(error)) return `\n${error.code}\n${error.message}\n`;
  if (error instanceof SettingError) return `\n${error.message}\n`;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as Error & { code?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return `\nPort ${port} is in use. Choose another one: PORT=3001 npm start\n`;
  }
  return error.stack ?? error.message;
}
