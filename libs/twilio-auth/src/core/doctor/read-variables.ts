import { formsOf } from '../config/env-variables.js';
import { Env, type Variables } from '../config/read-env.js';
import { closestTo } from '../primitives/edit-distance.js';

/** A variable that nothing reads, and the one that was probably meant. */
export interface MisspeltVariable {
  readonly name: string;
  readonly meant: string;
}

/** The variables about Twilio that are set. Names only. */
export interface VariablesReport {
  /** Those that this library reads. */
  readonly set: readonly string[];
  readonly misspelt: readonly MisspeltVariable[];
}

const NAMES = [
  'NODE_ENV',
  'TWILIO_AUTH_ENABLED',
  'TWILIO_AUTH_METHOD',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_OAUTH_CLIENT_ID',
  'TWILIO_OAUTH_CLIENT_SECRET',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_API_KEY_TYPE',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_TEST_ACCOUNT_SID',
  'TWILIO_TEST_AUTH_TOKEN',
  'TWILIO_ACCESS_TOKEN_KEY',
  'TWILIO_ACCESS_TOKEN_SECRET',
  'TWILIO_WEBHOOK_SIGNING_KEYS',
  'TWILIO_WEBHOOK_BASE_URL',
  'TWILIO_REGION',
  'TWILIO_EDGE',
  'TWILIO_API_BASE_URL',
  'TWILIO_CA_BUNDLE',
] as const;

/** More edits than that, and it is another name: applications have `TWILIO_*` variables too. */
const MAX_EDITS = 2;

/** Says which variables are set, and finds the ones that nothing reads because of a typo. */
export function readVariables(variables: Variables): VariablesReport {
  const env = new Env(variables);
  const known: string[] = NAMES.flatMap(formsOf);
  return {
    set: NAMES.flatMap((name) => env.namesSet(name)),
    misspelt: Object.keys(variables)
      .filter((name) => name.startsWith('TWILIO') && !known.includes(name))
      .flatMap((name) => {
        const meant = closestTo(name, known, MAX_EDITS);
        return meant === undefined ? [] : [{ name, meant }];
      }),
  };
}
