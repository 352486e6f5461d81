import { describe, expect, it } from 'vitest';
import { formFields } from './form-fields.js';
import { namedAccounts } from './named-accounts.js';

const named = (form: string) => namedAccounts(formFields(Buffer.from(form)));

describe('the accounts that a form names', () => {
  it.each([
    ['AccountSid=AC1', ['AC1']],
    ['ApiVersion=1&AccountSid=AC1&AccountSid=AC2', ['AC1', 'AC2']],
    ['%41ccountSid=AC1&Account%53id=A%43+2', ['AC1', 'AC 2']],
    ['AccountSid[]=AC1&AccountSid[0]=AC2&[AccountSid]=AC3', ['AC1', 'AC2', 'AC3']],
    ['AccountSid%5B%5D=AC1&%5BAccountSid%5D=AC2', ['AC1', 'AC2']],
    ['AccountSid', ['']],
    ['AccountSids=AC1&ParentAccountSid=AC2&accountsid=AC3&AccountSi=AC4&x[AccountSid]=AC5', []],
  ])('are found in %s', (form, sids) => {
    expect(named(form)).toEqual(sids);
  });
});
