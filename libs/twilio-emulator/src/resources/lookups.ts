import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { notEmulated } from '../protocol/not-emulated.js';
import type { ApiCall, ApiRoute } from './route.js';
import { nationalFormat, toE164 } from '../protocol/formats.js';

/** Calling codes of a few countries; a number elsewhere is valid, its country `null`. */
const COUNTRIES: Readonly<Record<string, string>> = {
  '1': 'US',
  '33': 'FR',
  '34': 'ES',
  '39': 'IT',
  '44': 'GB',
  '49': 'DE',
  '55': 'BR',
  '61': 'AU',
  '81': 'JP',
  '91': 'IN',
  '353': 'IE',
};
const PACKAGES = [
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_status',
  'line_type_intelligence',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
];

/**
 * Lookup v2: formatting and validation. The paid data packages (`Fields`) are not emulated.
 * @see https://www.twilio.com/docs/lookup/v2-api
 */
export const lookupRoutes: readonly ApiRoute[] = [
  {
    product: 'lookups',
    verb: 'GET',
    path: '/v2/PhoneNumbers/{PhoneNumber}',
    access: { testCredentials: true },
    parameters: ['Fields'],
    handle: lookup,
  },
];

function lookup({ params, query, origin, url }: ApiCall): Answer {
  const fields = query.get('Fields');
  if (fields !== undefined && fields !== 'validation') {
    return notEmulated('GET', `the data packages "${fields}" of `, url);
  }
  const asked = params['PhoneNumber'] ?? '';
  const number = toE164(asked);
  const code = number === undefined ? undefined : callingCode(number);
  return ok({
    calling_country_code: code ?? null,
    country_code: code === undefined ? null : COUNTRIES[code],
    phone_number: number ?? asked,
    national_format: number === undefined ? asked : nationalFormat(number),
    valid: number !== undefined,
    validation_errors: number === undefined ? [problem(asked)] : [],
    ...Object.fromEntries(PACKAGES.map((name) => [name, null])),
    url: origin + url,
  });
}

function callingCode(number: string): string | undefined {
  return Object.keys(COUNTRIES).find((code) => number.startsWith(`+${code}`));
}

function problem(text: string): string {
  const digits = text.replace(/\D/g, '').length;
  if (digits === 0) return 'NOT_A_NUMBER';
  return digits > 15 ? 'TOO_LONG' : 'TOO_SHORT';
}
