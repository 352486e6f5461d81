import { randomInt } from 'node:crypto';
import { created, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { Parameters } from '../protocol/parameters.js';
import { accountResource, resourceRoutes } from './resource-routes.js';
import type { ApiCall } from './route.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { EDITABLE, newPhoneNumber } from '../state/phone-number.js';
import type { PhoneNumber } from '../state/phone-number.js';
import { rfc2822, toE164 } from '../protocol/formats.js';
import { classicList } from './lists.js';
import { MAGIC_VALID_NUMBER, refuseMagicPurchase } from './magic-numbers.js';

const PARAMETERS = {
  create: ['PhoneNumber', 'AreaCode', ...EDITABLE],
  list: ['PhoneNumber', 'FriendlyName'],
  update: EDITABLE,
};

/** @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const incomingPhoneNumberRoutes = resourceRoutes(
  accountResource('IncomingPhoneNumbers'),
  PARAMETERS,
  {
    create: buy,
    list,
    read: (call) => ok(renderPhoneNumber(find(call))),
    update,
    remove: (call) => call.account.phoneNumbers.delete(find(call).sid),
  },
);

function buy(call: ApiCall): Answer {
  const { account, credential, form, state } = call;
  const now = state.clock.now();
  const [asked, areaCode] = [form.get('PhoneNumber'), form.get('AreaCode')];
  if (asked === undefined && areaCode === undefined) {
    throw invalid(21404, 'PhoneNumber or AreaCode is required.');
  }
  if (credential.kind === 'test') {
    refuseMagicPurchase(asked, areaCode);
    const phoneNumber = asked ?? MAGIC_VALID_NUMBER;
    const bought = newPhoneNumber({ accountSid: credential.sid, phoneNumber, now });
    return created(renderPhoneNumber(applySettings(bought, form)));
  }
  const phoneNumber = asked === undefined ? inAreaCode(areaCode ?? '') : toE164(asked);
  if (phoneNumber === undefined) throw invalid(21421, `${asked ?? ''} is not a valid number.`);
  if (isTaken(call, phoneNumber)) throw invalid(21422, `${phoneNumber} is not available.`);
  const bought = newPhoneNumber({ accountSid: account.sid, phoneNumber, now });
  account.phoneNumbers.set(bought.sid, applySettings(bought, form));
  return created(renderPhoneNumber(bought));
}

function inAreaCode(areaCode: string): string {
  if (!/^[2-9]\d{2}$/.test(areaCode)) {
    throw invalid(21451, `${areaCode} is not a valid area code.`);
  }
  return `+1${areaCode}555${String(randomInt(10_000)).padStart(4, '0')}`;
}

function isTaken({ state }: ApiCall, phoneNumber: string): boolean {
  return [...state.accounts].some((account) =>
    [...account.phoneNumbers.values()].some((owned) => owned.phoneNumber === phoneNumber),
  );
}

function applySettings(number: PhoneNumber, form: Parameters): PhoneNumber {
  for (const name of EDITABLE) {
    number.settings[name] = form.raw(name) ?? number.settings[name];
  }
  return number;
}

function list(call: ApiCall): Answer {
  const [phoneNumber, name] = [call.query.get('PhoneNumber'), call.query.get('FriendlyName')];
  const found = [...call.account.phoneNumbers.values()].filter(
    (number) =>
      (phoneNumber === undefined || number.phoneNumber === phoneNumber) &&
      (name === undefined || number.settings.FriendlyName === name),
  );
  return classicList(call, 'incoming_phone_numbers', found, renderPhoneNumber);
}

function update(call: ApiCall): Answer {
  const number = find(call);
  number.updatedAt = call.state.clock.now();
  return ok(renderPhoneNumber(applySettings(number, call.form)));
}

function find(call: ApiCall): PhoneNumber {
  const number = call.account.phoneNumbers.get(call.params['Sid'] ?? '');
  if (number === undefined) throw notFound(call.url);
  return number;
}

/** A number as the 2010 API shows it. Settings without an emulation are `null` or their default. */
function renderPhoneNumber(number: PhoneNumber): Record<string, unknown> {
  const { settings } = number;
  return {
    account_sid: number.accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    friendly_name: settings.FriendlyName,
    identity_sid: null,
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    sms_application_sid: null,
    sms_fallback_method: 'POST',
    sms_fallback_url: '',
    sms_method: settings.SmsMethod,
    sms_url: settings.SmsUrl,
    status: 'in-use',
    status_callback: settings.StatusCallback,
    status_callback_method: settings.StatusCallbackMethod,
    trunk_sid: null,
    type: 'local',
    uri: `/2010-04-01/Accounts/${number.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: '',
    voice_method: settings.VoiceMethod,
    voice_receive_mode: 'voice',
    voice_url: settings.VoiceUrl,
  };
}
