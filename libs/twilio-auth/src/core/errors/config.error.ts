import { withoutUndefined } from '../primitives/without-undefined.js';
import { docsPage } from './docs-page.js';
import { TwilioAuthError } from './twilio-auth.error.js';

/** One thing that is wrong with the configuration. Never carries the offending value. */
export interface ConfigProblem {
  /** Path of the option, such as `accounts.billing.auth.keySid`. */
  readonly path: string;
  /** The environment variable it came from, when it came from one. */
  readonly variable?: string;
  /** What was expected, and what was found in general terms. */
  readonly expected: string;
  /** How to fix it. */
  readonly remedy: string;
}

/**
 * `TWILIO_AUTH_CONFIG_INVALID`: everything that is wrong with the configuration, at once.
 * Thrown at start-up, before any client exists.
 */
export class TwilioAuthConfigError extends TwilioAuthError {
  declare readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], account?: string) {
    super('TWILIO_AUTH_CONFIG_INVALID', describe(problems), withoutUndefined({ account }));
    // Not enumerable: Node prints the properties of an error below a message that lists them all.
    Object.defineProperty(this, 'problems', { value: problems });
  }

  override get name(): string {
    return 'TwilioAuthConfigError';
  }
}

function describe(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ path, variable, expected, remedy }) => {
    const where = variable === undefined ? path : `${variable} (${path})`;
    return `  - ${where}: ${expected}. ${remedy}`;
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [
    `Twilio authentication is not configured correctly, ${count}:`,
    ...lines,
    `Every option and variable: ${docsPage('configuration')}`,
  ].join('\n');
}
