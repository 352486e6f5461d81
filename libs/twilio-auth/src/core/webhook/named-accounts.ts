import { textAt, type FormFields } from './form-fields.js';

const PARAMETER = 'AccountSid';
const SPELLINGS = /^\[?AccountSid(\]|\[|$)/;
const UPPER_A = 0x41;
const BRACKET = 0x5b;
const PERCENT = 0x25;

/**
 * Every value of the `AccountSid` parameter. Bracketed spellings count too: Express hands them
 * to the handler under the plain name, so they must not name an account behind our back.
 */
export function namedAccounts(form: FormFields): string[] {
  const sids: string[] = [];
  for (const { start, nameEnd, valueStart, end } of form.fields) {
    if (!mayBeAccount(form, start, nameEnd)) continue;
    if (SPELLINGS.test(textAt(form, start, nameEnd))) sids.push(textAt(form, valueStart, end));
  }
  return sids;
}

/** Without reading the name: most fields are something else. */
function mayBeAccount({ encoded }: FormFields, start: number, nameEnd: number): boolean {
  if (nameEnd - start < PARAMETER.length) return false;
  const first = encoded[start];
  return first === UPPER_A || first === BRACKET || first === PERCENT;
}
