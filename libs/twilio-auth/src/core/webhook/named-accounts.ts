import { textAt, type FormFields } from './form-fields.js';

const PARAMETER = Buffer.from('AccountSid');
const SPELLINGS = /^\[?AccountSid(\]|\[|$)/;
const BRACKET = 0x5b;
const PERCENT = 0x25;

/**
 * Every value of the `AccountSid` parameter. Bracketed spellings count too: Express hands them
 * to the handler under the plain name, so they must not name an account behind our back.
 */
export function namedAccounts(form: FormFields): string[] {
  const sids: string[] = [];
  for (const { start, nameEnd, valueStart, end } of form.fields) {
    if (namesAccount(form, start, nameEnd)) sids.push(textAt(form, valueStart, end));
  }
  return sids;
}

function namesAccount(form: FormFields, start: number, nameEnd: number): boolean {
  const { encoded } = form;
  const length = nameEnd - start;
  if (length < PARAMETER.length) return false;
  // Most names show in a byte or two that they are another.
  for (let index = 0; index < PARAMETER.length; index += 1) {
    const byte = encoded[start + index];
    if (byte === PARAMETER[index]) continue;
    if (byte !== PERCENT && byte !== BRACKET) return false;
    return SPELLINGS.test(textAt(form, start, nameEnd));
  }
  return length === PARAMETER.length || SPELLINGS.test(textAt(form, start, nameEnd));
}
