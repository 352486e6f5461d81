import qs from 'qs';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** Repeated names for arrays, as the SDK asks its own `qs` (observed with twilio 6.2.0). */
function stringify(values: unknown): string {
  return qs.stringify(values, { arrayFormat: 'repeat' });
}

/** The query string on the wire: what the URL had, then the parameters. Empty or with its `?`. */
export function encodeQuery(
  search: string,
  params: Readonly<Record<string, unknown>> | undefined,
): string {
  if (!params) return search;
  const query = stringify(params);
  if (query === '') return search;
  return search === '' ? `?${query}` : `${search}&${query}`;
}

/**
 * The body on the wire. Like the SDK, only these two content types carry one, spelled exactly so
 * (test/contract pins it).
 */
export function encodeBody(
  data: unknown,
  contentType: string | undefined,
): string | Buffer | undefined {
  if (!data) return undefined;
  if (contentType === FORM) return stringify(data);
  if (contentType === JSON_TYPE) return encodeJson(data);
  return undefined;
}

/** A string that is JSON already is sent as it is, as axios does it. */
function encodeJson(data: unknown): string | Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (data instanceof URLSearchParams) return data.toString();
  if (typeof data === 'string' && isJson(data)) return data.trim();
  return JSON.stringify(data);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
