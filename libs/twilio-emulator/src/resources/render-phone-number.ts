import { rfc2822 } from '../state/dates.js';
import type { PhoneNumber } from '../state/phone-number.js';

/** A number as the 2010 API shows it. Settings without an emulation are `null` or their default. */
export function renderPhoneNumber(number: PhoneNumber): Record<string, unknown> {
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
