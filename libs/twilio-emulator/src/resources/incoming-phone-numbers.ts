import { randomInt } from 'node:crypto';
import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { rfc2822, toE164 } from '../protocol/formats.js';
import { applySettings, renderSettings } from '../protocol/settings.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { PHONE_NUMBER_SETTINGS, newPhoneNumber, typeOfNumber } from '../state/phone-number.js';
import type { NumberType, PhoneNumber } from '../state/phone-number.js';
import { isEqual, isFlagged, numberPattern } from './filters.js';
import { classicList } from './lists.js';
import { MAGIC_VALID_NUMBER, refuseMagicPurchase } from './magic-numbers.js';
import { giveNumber, isTaken, newOwnerIn } from './number-ownership.js';
import { PAGING } from './paging.js';
import { accountPaths, accountResource, resourceRoutes } from './resource-routes.js';
import type { ApiCall, ApiRoute } from './route.js';

const SETTINGS = Object.keys(PHONE_NUMBER_SETTINGS);
const FILTERS = ['PhoneNumber', 'FriendlyName', 'Origin', 'Beta'];
const PARAMETERS = {
  create: ['PhoneNumber', 'AreaCode', ...SETTINGS],
  list: FILTERS,
  update: ['AccountSid', ...SETTINGS],
};
/** The lists of one kind of number, by their names in the path. */
const KINDS = { Local: 'local', Mobile: 'mobile', TollFree: 'toll free' } as const;

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const incomingPhoneNumberRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(accountResource('IncomingPhoneNumbers'), PARAMETERS, {
    create: (call) => buy(call),
    list: (call) => list(call),
    read: (call) => ok(render(find(call))),
    update,
    remove: (call) => call.account.phoneNumbers.delete(find(call).sid),
  }),
  ...Object.entries(KINDS).flatMap(([name, type]): ApiRoute[] => {
    const { all: path, product } = accountPaths(`IncomingPhoneNumbers/${name}`);
    const shared = { product, path, access: { subaccounts: true } } as const;
    return [
      {
        ...shared,
        verb: 'POST',
        parameters: ['PhoneNumber', ...SETTINGS],
        handle: (call) => buy(call, type),
      },
      {
        ...shared,
        verb: 'GET',
        parameters: [...PAGING, ...FILTERS],
        handle: (call) => list(call, type),
      },
    ];
  }),
];

function buy(call: ApiCall, type?: NumberType): Answer {
  const { account, credential, form, state } = call;
  const now = state.clock.now();
  const [asked, areaCode] = [form.get('PhoneNumber'), form.get('AreaCode')];
  if (asked === undefined && areaCode === undefined) {
    throw invalid(21404, 'PhoneNumber or AreaCode is required.');
  }
  const test = credential.kind === 'test' ? credential : undefined;
  if (test) refuseMagicPurchase(asked, areaCode);
  const inArea = (): string => (test ? MAGIC_VALID_NUMBER : numberInArea(areaCode ?? ''));
  const phoneNumber = asked === undefined ? inArea() : toE164(asked);
  if (phoneNumber === undefined) throw invalid(21421, `${asked ?? ''} is not a valid number.`);
  if (type !== undefined && typeOfNumber(phoneNumber) !== type) {
    throw invalid(21421, `${phoneNumber} is not a ${type} number.`);
  }
  if (!test && isTaken(state, phoneNumber))
    throw invalid(21422, `${phoneNumber} is not available.`);
  const bought = newPhoneNumber({ accountSid: test?.sid ?? account.sid, phoneNumber, now });
  applySettings(bought.settings, PHONE_NUMBER_SETTINGS, form);
  // Test credentials store nothing.
  if (!test) account.phoneNumbers.set(bought.sid, bought);
  return created(render(bought));
}

function numberInArea(areaCode: string): string {
  if (!/^[2-9]\d{2}$/.test(areaCode)) {
    throw invalid(21451, `${areaCode} is not a valid area code.`);
  }
  return `+1${areaCode}555${String(randomInt(10_000)).padStart(4, '0')}`;
}

/** Every number is Twilio's own, and none is in beta. */
function list(call: ApiCall, type?: NumberType): Answer {
  const { query } = call;
  const origin = query.get('Origin');
  if (origin !== undefined && origin !== 'twilio' && origin !== 'hosted') {
    throw invalid(20001, 'Origin must be twilio or hosted.');
  }
  // `Beta=true`, the default, includes the others too: it can only be wrong.
  isFlagged(query, 'Beta', false);
  const isWanted = numberPattern(query.get('PhoneNumber'));
  const found = [...call.account.phoneNumbers.values()].filter(
    (number) =>
      isWanted(number.phoneNumber) &&
      isEqual(query, 'FriendlyName', number.settings.FriendlyName) &&
      isEqual(query, 'Origin', 'twilio') &&
      (type === undefined || typeOfNumber(number.phoneNumber) === type),
  );
  return classicList(call, 'incoming_phone_numbers', found, render);
}

function update(call: ApiCall): Answer {
  const number = find(call);
  const owner = newOwnerIn(call);
  applySettings(number.settings, PHONE_NUMBER_SETTINGS, call.form);
  if (owner !== call.account) giveNumber(number, call.account, owner);
  number.updatedAt = call.state.clock.now();
  return ok(render(number));
}

function find(call: ApiCall): PhoneNumber {
  const number = call.account.phoneNumbers.get(call.params['Sid'] ?? '');
  if (number === undefined) throw notFound(call.url);
  return number;
}

/** A number as the 2010 API shows it. */
function render(number: PhoneNumber): Record<string, unknown> {
  const { accountSid, phoneNumber, settings, sid } = number;
  const hasEmergencyAddress = settings.EmergencyAddressSid !== null;
  return {
    ...renderSettings(settings),
    account_sid: accountSid,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_status: hasEmergencyAddress ? 'registered' : 'unregistered',
    origin: 'twilio',
    phone_number: phoneNumber,
    sid,
    status: 'in-use',
    type: typeOfNumber(phoneNumber),
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
