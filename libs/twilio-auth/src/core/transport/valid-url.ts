import { TwilioAuthConfigError } from '../errors/config.error.js';

/** Parses a URL of the configuration. It may hold a password, so the error shows nothing of it. */
export function validUrl(value: string, path: string, variable?: string): URL {
  try {
    return new URL(value);
  } catch {
    throw new TwilioAuthConfigError([
      {
        path,
        ...(variable === undefined ? {} : { variable }),
        expected: 'an absolute URL such as http://host:8080',
        remedy: 'Correct it, or remove it.',
      },
    ]);
  }
}
