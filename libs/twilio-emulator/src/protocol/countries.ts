/** Calling codes of a few countries, and how many digits may follow them. */
interface Country {
  readonly code: string;
  readonly callingCode: string;
  /** The shortest and the longest number, without the calling code. */
  readonly digits: readonly [min: number, max: number];
}

const COUNTRIES: readonly Country[] = [
  { code: 'US', callingCode: '1', digits: [10, 10] },
  { code: 'CA', callingCode: '1', digits: [10, 10] },
  { code: 'FR', callingCode: '33', digits: [9, 9] },
  { code: 'ES', callingCode: '34', digits: [9, 9] },
  { code: 'IT', callingCode: '39', digits: [6, 11] },
  { code: 'GB', callingCode: '44', digits: [9, 10] },
  { code: 'DE', callingCode: '49', digits: [6, 13] },
  { code: 'BR', callingCode: '55', digits: [10, 11] },
  { code: 'AU', callingCode: '61', digits: [9, 9] },
  { code: 'JP', callingCode: '81', digits: [9, 10] },
  { code: 'IN', callingCode: '91', digits: [10, 10] },
  { code: 'IE', callingCode: '353', digits: [7, 9] },
];

/** Area codes of Canada; the others of +1 count as the United States. */
const CANADA = new Set(
  (
    '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 ' +
    '468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 ' +
    '807 819 825 867 873 879 902 905 942'
  ).split(' '),
);

/** The code of the country that a number belongs to, or `undefined` for one that is not in the list. */
export function countryOf(e164: string): string | undefined {
  const found = countriesOf(e164);
  const isCanada = CANADA.has(e164.slice(2, 5)) && e164.startsWith('+1');
  return isCanada ? 'CA' : found[0]?.code;
}

/** The calling code of a number, or `undefined` for a country that is not in the list. */
export function callingCodeOf(e164: string): string | undefined {
  return countriesOf(e164)[0]?.callingCode;
}

function countriesOf(e164: string): readonly Country[] {
  return COUNTRIES.filter(({ callingCode }) => e164.startsWith(`+${callingCode}`));
}

/** The country with this code, e.g. `GB`. */
export function countryByCode(code: string): Country | undefined {
  return COUNTRIES.find((country) => country.code === code.toUpperCase());
}

/** How many digits are missing (negative) or too many (positive) in a number; 0 where it is not known. */
export function lengthProblem(e164: string): number {
  const [country] = countriesOf(e164);
  if (country === undefined) return 0;
  const length = e164.length - 1 - country.callingCode.length;
  const [min, max] = country.digits;
  if (length < min) return length - min;
  return length > max ? length - max : 0;
}
