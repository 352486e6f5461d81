import { newSid } from '../protocol/sid.js';
import {
  callbackMethod,
  callbackUrl,
  choice,
  flag,
  initialSettings,
  sidOf,
  text,
} from '../protocol/settings.js';
import type { SettingValues } from '../protocol/settings.js';

/**
 * The settings of a number that its owner may change.
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const PHONE_NUMBER_SETTINGS = {
  FriendlyName: text(64),
  ApiVersion: choice('2010-04-01', '2008-08-01'),
  SmsUrl: callbackUrl,
  SmsMethod: callbackMethod,
  SmsFallbackUrl: callbackUrl,
  SmsFallbackMethod: callbackMethod,
  SmsApplicationSid: sidOf('AP'),
  VoiceUrl: callbackUrl,
  VoiceMethod: callbackMethod,
  VoiceFallbackUrl: callbackUrl,
  VoiceFallbackMethod: callbackMethod,
  VoiceApplicationSid: sidOf('AP'),
  VoiceCallerIdLookup: flag(false),
  VoiceReceiveMode: choice('voice', 'fax'),
  StatusCallback: callbackUrl,
  StatusCallbackMethod: callbackMethod,
  TrunkSid: sidOf('TK'),
  AddressSid: sidOf('AD'),
  BundleSid: sidOf('BU'),
  IdentitySid: sidOf('RI'),
  EmergencyStatus: choice('Inactive', 'Active'),
  EmergencyAddressSid: sidOf('AD'),
};

/** A number that an account owns. */
export interface PhoneNumber {
  readonly sid: string;
  /** A transfer changes it. */
  accountSid: string;
  readonly phoneNumber: string;
  readonly settings: SettingValues<typeof PHONE_NUMBER_SETTINGS>;
  readonly createdAt: number;
  updatedAt: number;
}

/** The fields of a new number. */
interface NewPhoneNumber {
  readonly accountSid: string;
  readonly phoneNumber: string;
  readonly now: number;
  readonly sid?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly smsUrl?: string | undefined;
  readonly voiceUrl?: string | undefined;
}

export function newPhoneNumber(number: NewPhoneNumber): PhoneNumber {
  const { accountSid, phoneNumber, now } = number;
  return {
    sid: number.sid ?? newSid('PN'),
    accountSid,
    phoneNumber,
    settings: {
      ...initialSettings(PHONE_NUMBER_SETTINGS),
      FriendlyName: number.friendlyName ?? phoneNumber,
      SmsUrl: number.smsUrl ?? '',
      VoiceUrl: number.voiceUrl ?? '',
    },
    createdAt: now,
    updatedAt: now,
  };
}

export type NumberType = 'local' | 'mobile' | 'toll free';

const TOLL_FREE = /^\+(?:18(?:00|33|44|55|66|77|88)|4480[08]|3380[0-5]|3531800|611800)/;
const MOBILE = /^\+(?:447|33[67]|491[567]|34[67]|393|614|3538)/;

/** What kind of number it is, by its first digits, as far as the emulator knows the country. */
export function typeOfNumber(phoneNumber: string): NumberType {
  if (TOLL_FREE.test(phoneNumber)) return 'toll free';
  return MOBILE.test(phoneNumber) ? 'mobile' : 'local';
}
