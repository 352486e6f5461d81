import { textAt, type FormFields } from './form-fields.js';

const PARAMETER = 'AccountSid';
const SPELLINGS = /^\[?AccountSid(\]|\[|$)/;
const UPPER_A = 0x41;
const BRACKET = 0x5b;

/**
 * Every value of the `AccountSid` parameter. Bracketed spellings count too: Express hands them
 * to the handler under the plain name, so they must not name an account behind our back.
 */
export function namedAccounts(form: FormFields): string[] {
  const sids: string[] = [];
  for (const { start, nameEnd, end } of form.fields) {
    if (nameEnd - start < PARAMETER.length) continue;
    const first = form.bytes[start];
    if (first !== UPPER_A && first !== BRACKET) continue;
    if (SPELLINGS.test(textAt(form, start, nameEnd))) sids.push(textAt(form, nameEnd, end));
  }
  return sids;
}
