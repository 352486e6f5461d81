import { invalid, TwilioError } from '../protocol/twilio-error.js';

/** The number that test credentials may send from, and buy. */
export const MAGIC_VALID_NUMBER = '+15005550006';

type Outcomes = Readonly<Record<string, readonly [code: number, message: (to: string) => string]>>;

const MESSAGE_FROM: Outcomes = {
  '+15005550001': [21212, (from) => `The 'From' number ${from} is not a valid phone number.`],
  '+15005550008': [21611, () => `The queue of this 'From' number is full.`],
};
const MESSAGE_TO: Outcomes = {
  '+15005550001': [21211, (to) => `The 'To' number ${to} is not a valid phone number.`],
  '+15005550002': [21612, (to) => `Twilio cannot route to this number: ${to}`],
  '+15005550003': [21408, (to) => `No international permission for the region of ${to}`],
  '+15005550004': [21610, (to) => `The recipient ${to} has blocked this sender.`],
  '+15005550009': [21614, (to) => `The 'To' number ${to} cannot receive SMS messages.`],
};
const CALL_FROM: Outcomes = {
  '+15005550001': [21212, (from) => `The 'From' number ${from} is not a valid phone number.`],
};
const CALL_TO: Outcomes = {
  '+15005550001': [21217, (to) => `The phone number ${to} is not valid.`],
  '+15005550002': [21214, (to) => `The phone number ${to} cannot be reached.`],
  '+15005550003': [21215, (to) => `No international permission to call ${to}`],
  '+15005550004': [21216, (to) => `Calls to ${to} are blocked.`],
};

/**
 * Answers a message sent with test credentials as its magic numbers say.
 * Copies of Twilio's table disagree on the status of 21611 (429 or 400); we answer 429.
 * @see https://www.twilio.com/docs/iam/test-credentials
 */
export function refuseMagicMessage(from: string | undefined, to: string): void {
  if (from !== MAGIC_VALID_NUMBER) {
    refuse(MESSAGE_FROM, from ?? '', from === '+15005550008' ? 429 : 400);
    throw invalid(
      21606,
      `The 'From' number ${from ?? ''} is not owned by this account or cannot send SMS.`,
    );
  }
  refuse(MESSAGE_TO, to);
}

/** The same for calls. @see https://www.twilio.com/docs/iam/test-credentials */
export function refuseMagicCall(from: string, to: string): void {
  if (from !== MAGIC_VALID_NUMBER) {
    refuse(CALL_FROM, from);
    throw invalid(21210, `The 'From' number ${from} is not verified for this account.`);
  }
  refuse(CALL_TO, to);
}

/** The same for buying a number. @see https://www.twilio.com/docs/iam/test-credentials */
export function refuseMagicPurchase(
  number: string | undefined,
  areaCode: string | undefined,
): void {
  if (number === undefined) {
    if (areaCode === '500') return;
    throw invalid(21452, `No phone numbers are available in area code ${areaCode ?? ''}.`);
  }
  if (number === MAGIC_VALID_NUMBER) return;
  if (number === '+15005550000') throw invalid(21422, `${number} is not available.`);
  throw invalid(21421, `${number} is not a valid number.`);
}

function refuse(outcomes: Outcomes, number: string, status = 400): void {
  const outcome = outcomes[number];
  if (outcome !== undefined) throw new TwilioError(status, outcome[0], outcome[1](number));
}
