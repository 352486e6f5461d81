import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { notEmulated } from '../protocol/not-emulated.js';
import type { ApiCall, ApiRoute } from './route.js';
import { callingCodeOf, countryByCode, countryOf, lengthProblem } from '../protocol/countries.js';
import { nationalFormat } from '../protocol/formats.js';

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
    parameters: ['Fields', 'CountryCode'],
    handle: lookup,
  },
];

function lookup({ params, query, origin, url }: ApiCall): Answer {
  const fields = query.get('Fields');
  if (fields !== undefined && fields !== 'validation') {
    return notEmulated('GET', `the data packages "${fields}" of `, url);
  }
  const asked = params['PhoneNumber'] ?? '';
  const number = international(asked, query.get('CountryCode'));
  const problem = problemOf(number);
  const isValid = problem === undefined;
  return ok({
    calling_country_code: isValid ? (callingCodeOf(number) ?? null) : null,
    country_code: isValid ? (countryOf(number) ?? null) : null,
    phone_number: number,
    national_format: isValid ? nationalFormat(number) : null,
    valid: isValid,
    validation_errors: isValid ? [] : [problem],
    ...Object.fromEntries(PACKAGES.map((name) => [name, null])),
    url: origin + url,
  });
}

/**
 * The number with its calling code: that of `CountryCode` for a national number, +1 unless given. A number with
 * a plus sign has one already. An unknown country has none.
 */
function international(text: string, countryCode = 'US'): string {
  const compact = text.replace(/[\s().-]/g, '');
  if (!/^\d+$/.test(compact)) return compact;
  const callingCode = countryByCode(countryCode)?.callingCode;
  if (callingCode === undefined) return compact;
  // The 0 or, in North America, the 1 of a national call is not part of the number.
  const national = callingCode === '1' ? compact.replace(/^1(?=\d{10})/, '') : compact;
  return `+${callingCode}${callingCode === '39' ? national : national.replace(/^0/, '')}`;
}

/** @see https://www.twilio.com/docs/lookup/v2-api#validation-errors */
function problemOf(number: string): string | undefined {
  if (!/^\+?\d+$/.test(number)) return 'NOT_A_NUMBER';
  if (!/^\+[1-9]/.test(number)) return 'INVALID_COUNTRY_CODE';
  const digits = number.length - 1;
  const tooMany = lengthProblem(number);
  if (tooMany > 0 || digits > 15) return 'TOO_LONG';
  return tooMany < 0 || digits < 7 ? 'TOO_SHORT' : undefined;
}
