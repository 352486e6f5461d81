import { TwilioAuthConfigError } from '../errors/config.error.js';

/** How Node says that a package, or a file of it, is not there. */
const MISSING = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'];

/**
 * Loads a file of a package that the application installs itself.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID` where it is not installed, instead of the
 * stack of a module that was not found.
 */
export async function loadPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new TwilioAuthConfigError([
      {
        path: name,
        expected: `the package ${name} is not installed, or in a version that does not fit`,
        remedy: `Install it where the application is: npm install ${name}.`,
      },
    ]);
  }
}

/** The lines after the first one are paths of those who asked for it, and ours has `twilio` in it. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const [words = ''] = String(message).split('\n');
  const named = new RegExp(`(?:'|node_modules[/\\\\])${name}['/\\\\]`);
  return MISSING.includes(String(code)) && named.test(words);
}
