import { readFileSync } from 'node:fs';
import type { HttpOptions } from '../../config/http-options.js';
import type { NetworkEnv } from '../../config/read-env.js';
import { TwilioAuthConfigError } from '../../errors/config.error.js';

/**
 * Certificate authorities to trust instead of Node's own; `undefined` for those.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` for a file that cannot be read.
 */
export function certificateAuthorities(
  http: HttpOptions,
  env: NetworkEnv,
): string | Buffer | undefined {
  if (http.ca !== undefined) return http.ca;
  if (env.caBundlePath === undefined || env.caBundlePath === '') return undefined;
  try {
    return readFileSync(env.caBundlePath);
  } catch {
    throw new TwilioAuthConfigError([
      {
        path: 'http.ca',
        variable: 'TWILIO_CA_BUNDLE',
        expected: 'a readable PEM file',
        remedy: 'Correct the path or its permissions, or unset the variable.',
      },
    ]);
  }
}
