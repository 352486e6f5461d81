import { newSid } from '../protocol/sid.js';

/** Settings of a number that its owner may change, by their names in the API. */
export const EDITABLE = [
  'FriendlyName',
  'SmsUrl',
  'SmsMethod',
  'VoiceUrl',
  'VoiceMethod',
  'StatusCallback',
  'StatusCallbackMethod',
] as const;
type Editable = (typeof EDITABLE)[number];

/** A number that an account owns. */
export interface PhoneNumber {
  readonly sid: string;
  readonly accountSid: string;
  readonly phoneNumber: string;
  readonly settings: Record<Editable, string>;
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
      FriendlyName: number.friendlyName ?? phoneNumber,
      SmsUrl: number.smsUrl ?? '',
      SmsMethod: 'POST',
      VoiceUrl: number.voiceUrl ?? '',
      VoiceMethod: 'POST',
      StatusCallback: '',
      StatusCallbackMethod: 'POST',
    },
    createdAt: now,
    updatedAt: now,
  };
}
