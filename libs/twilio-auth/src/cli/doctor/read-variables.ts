import { formsOf, VARIABLE_NAMES } from '../../core/config/env-variables.js';
import { Env, type Variables } from '../../core/config/read-env.js';
import { closestTo } from '../../core/primitives/closest-to.js';

/** A variable that nothing reads, and the one that was probably meant. */
interface MisspeltVariable {
  readonly name: string;
  readonly meant: string;
}

/** The variables about Twilio that are set. Names only. */
export interface VariablesReport {
  /** Those that this library reads. */
  readonly set: readonly string[];
  readonly misspelt: readonly MisspeltVariable[];
}

/** Proxy variables affect more than Twilio. */
const NAMES = VARIABLE_NAMES.filter((name) => !name.endsWith('_PROXY'));

/** Finds the variables that are set, and those that nothing reads because of a typo. */
export function readVariables(variables: Variables): VariablesReport {
  const env = new Env(variables);
  const known: string[] = NAMES.flatMap(formsOf);
  return {
    set: NAMES.flatMap((name) => env.namesSet(name)),
    misspelt: Object.keys(variables)
      .filter((name) => name.startsWith('TWILIO') && !known.includes(name))
      .flatMap((name) => {
        const meant = closestTo(name, known);
        return meant === undefined ? [] : [{ name, meant }];
      }),
  };
}
