import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { nationalFormat } from '../protocol/formats.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import { isFlagged, numberPattern } from './filters.js';
import { isTaken } from './number-ownership.js';
import { PAGING } from './paging.js';
import type { ApiCall, ApiRoute } from './route.js';

const BASE = '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers';
/** Capabilities by the filter that asks for them; every number of the emulator has the first three. */
const CAPABILITIES = { VoiceEnabled: true, SmsEnabled: true, MmsEnabled: true, FaxEnabled: false };
const WITHOUT_ADDRESS = [
  'ExcludeAllAddressRequired',
  'ExcludeLocalAddressRequired',
  'ExcludeForeignAddressRequired',
];
const FILTERS = ['AreaCode', 'Contains', 'Beta', ...Object.keys(CAPABILITIES), ...WITHOUT_ADDRESS];

interface Country {
  readonly name: string;
  /** The first digits of a number of each kind; seven more follow. */
  readonly starts: Readonly<Record<string, string>>;
}
const COUNTRIES: Readonly<Record<string, Country>> = {
  US: { name: 'United States', starts: { Local: '+1415', TollFree: '+1888' } },
  CA: { name: 'Canada', starts: { Local: '+1416', TollFree: '+1888' } },
  GB: { name: 'United Kingdom', starts: { Local: '+44207', Mobile: '+44770', TollFree: '+44808' } },
  AU: { name: 'Australia', starts: { Local: '+6128', Mobile: '+6148', TollFree: '+611800' } },
};

/**
 * Numbers to buy: thirty of each kind, the same at every search until they are bought.
 * @see https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
export const availablePhoneNumberRoutes: readonly ApiRoute[] = [
  get('.json', [], ({ account, url }) => {
    const countries = Object.keys(COUNTRIES).map((code) => renderCountry(account.sid, code));
    return ok({ countries, uri: url });
  }),
  get('/{CountryCode}.json', [], (call) => ok(renderCountry(call.account.sid, countryOf(call)))),
  ...['Local', 'Mobile', 'TollFree'].map((kind) =>
    get(`/{CountryCode}/${kind}.json`, [...PAGING, ...FILTERS], (call) => search(call, kind)),
  ),
];

function get(
  path: string,
  parameters: readonly string[],
  handle: (call: ApiCall) => Answer,
): ApiRoute {
  const access = { subaccounts: true } as const;
  return { product: 'api', verb: 'GET', path: BASE + path, access, parameters, handle };
}

/** The code of the country that the path names. @throws {TwilioError} 20404 */
function countryOf({ params, url }: ApiCall): string {
  const code = params['CountryCode'] ?? '';
  if (!Object.hasOwn(COUNTRIES, code)) throw notFound(url);
  return code;
}

/** Twilio shows one page of these, without links to others. */
function search(call: ApiCall, kind: string): Answer {
  const { query, state, url } = call;
  const country = countryOf(call);
  const start = startOf(call, kind, country);
  const size = Math.min(Number(query.get('PageSize') ?? 30) || 30, 30);
  const first = query.get('PageToken') === undefined ? Number(query.get('Page') ?? 0) * size : 30;
  const isWanted = numberPattern(query.get('Contains'));
  const found = candidates(start)
    .filter((phoneNumber) => isWanted(phoneNumber) && !isTaken(state, phoneNumber))
    .filter(() => hasCapabilities(call));
  const numbers = found.slice(first, first + size).map((number) => render(number, country));
  return ok({ available_phone_numbers: numbers, uri: url });
}

/** @throws {TwilioError} 20404 for a kind that the country does not have, 21451 for an area code. */
function startOf({ query, url }: ApiCall, kind: string, country: string): string {
  const start = COUNTRIES[country]?.starts[kind];
  if (start === undefined) throw notFound(url);
  const areaCode = query.get('AreaCode');
  if (areaCode === undefined) return start;
  if (!/^[2-9]\d{2}$/.test(areaCode) || !start.startsWith('+1')) {
    throw invalid(21451, `${areaCode} is not a valid area code.`);
  }
  return `+1${areaCode}`;
}

function candidates(start: string): readonly string[] {
  return Array.from({ length: 30 }, (_, at) => `${start}555${String(2300 + at * 7)}`);
}

/** No number needs an address, and none is in beta: those filters can only be wrong. */
function hasCapabilities({ query }: ApiCall): boolean {
  for (const name of [...WITHOUT_ADDRESS, 'Beta']) isFlagged(query, name, false);
  return Object.entries(CAPABILITIES).every(([name, value]) => isFlagged(query, name, value));
}

function render(phoneNumber: string, country: string): Record<string, unknown> {
  return {
    friendly_name: nationalFormat(phoneNumber),
    phone_number: phoneNumber,
    lata: null,
    locality: null,
    rate_center: null,
    latitude: null,
    longitude: null,
    region: null,
    postal_code: null,
    iso_country: country,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
  };
}

function renderCountry(accountSid: string, code: string): Record<string, unknown> {
  const base = `${BASE.replace('{AccountSid}', accountSid)}/${code}`;
  const kinds = Object.keys(COUNTRIES[code]?.starts ?? {});
  return {
    country_code: code,
    country: COUNTRIES[code]?.name,
    uri: `${base}.json`,
    beta: false,
    subresource_uris: Object.fromEntries(
      kinds.map((kind) => [
        kind === 'TollFree' ? 'toll_free' : kind.toLowerCase(),
        `${base}/${kind}.json`,
      ]),
    ),
  };
}
