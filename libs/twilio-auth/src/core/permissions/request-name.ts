import type { ApiRequest } from 'twilio-permissions';
import { shortened } from '../primitives/shortened.js';

const MAX_LENGTH = 200;
/** What the API itself calls things: `2010-04-01`, `v1`, `PhoneNumbers`, `Messages.json`. */
const WORD =
  /^(?![A-Z]{2}[0-9a-fA-F]{32})(?:\d{4}-\d\d-\d\d|v\d+|[A-Z][A-Za-z]*(?:-[A-Za-z]+)*(?:\.[a-z]+)?)$/;

/**
 * The kind of a request: method, host and path with `…` in the place of SIDs, phone numbers and
 * other values. It is kept and printed, so it must not grow with the calls, or hold personal data.
 */
export function requestName({ method, host, path }: ApiRequest): string {
  const [pathname = ''] = path.split(/[?#]/, 1);
  const segments = pathname.split('/').map((segment, index, all) =>
    // The product or version comes first, and never a value.
    index < 2 || (WORD.test(segment) && !isMember(segment, all[index - 1])) ? segment : '…',
  );
  return shortened(`${method.toUpperCase()} ${host}${segments.join('/')}`, MAX_LENGTH);
}

/**
 * Whether the segment may be one of a collection, by a name that people chose: `Alice` in
 * `/v1/Users/Alice`. Where it is a word of the API (`/v1/AuthTokens/Promote`), that is lost.
 */
function isMember(segment: string, before = ''): boolean {
  return /^[A-Z][A-Za-z]*s$/.test(before) && !segment.includes('.');
}
