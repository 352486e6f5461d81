import { formsOf, VARIABLE_NAMES } from '../config/env-variables.js';
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

/** Proxies are not about Twilio alone. */
const NAMES = VARIABLE_NAMES.filter((name) => !name.endsWith('_PROXY'));

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
