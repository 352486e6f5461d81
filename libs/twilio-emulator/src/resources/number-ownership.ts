import { invalid } from '../protocol/twilio-error.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { PhoneNumber } from '../state/phone-number.js';
import type { ApiCall } from './route.js';

/** Whether any account has this number. */
export function isTaken(state: EmulatorState, phoneNumber: string): boolean {
  return [...state.accounts].some((account) =>
    [...account.phoneNumbers.values()].some((owned) => owned.phoneNumber === phoneNumber),
  );
}

/**
 * The account that `AccountSid` gives a number to. A parent moves numbers between itself and its subaccounts;
 * which answer others get is not known.
 * @throws {TwilioError} 20001
 * @see https://www.twilio.com/docs/iam/api/subaccounts#exchanging-numbers-between-subaccounts
 */
export function newOwnerIn({ state, form, account, credential }: ApiCall): Account {
  const sid = form.get('AccountSid') ?? account.sid;
  const target = state.account(sid);
  const parent = credential.account.sid;
  if (target && [target.sid, target.ownerSid].includes(parent)) return target;
  throw invalid(20001, 'A parent can give a number to itself and to its subaccounts.');
}

export function giveNumber(number: PhoneNumber, from: Account, to: Account): void {
  from.phoneNumbers.delete(number.sid);
  to.phoneNumbers.set(number.sid, number);
  number.accountSid = to.sid;
}
