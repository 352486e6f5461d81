import { ANY_SID } from './sid.js';

/** What the API itself calls things: `2010-04-01`, `v1`, `PhoneNumbers`, `Messages.json`. */
const WORD =
  /^(?![A-Z]{2}[0-9a-fA-F]{32})(?:\d{4}-\d\d-\d\d|v\d+|[A-Z][A-Za-z]*(?:-[A-Za-z]+)*(?:\.[a-z]+)?)$/;

/**
 * A path without its query, and with another text for each SID, phone number and other value: what
 * is kept or reported must not grow with the calls, or hold personal data.
 */
export function withoutValues(path: string, replace: (value: string) => string): string {
  const [pathname = ''] = path.split(/[?#]/, 1);
  return pathname
    .split('/')
    .map((segment, index, all) =>
      // The product or version comes first, and never a value.
      index < 2 || (WORD.test(segment) && !isMember(segment, all[index - 1]))
        ? segment
        : replace(segment),
    )
    .join('/');
}

/** The path with a name for each value: `/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json`. */
export function pathTemplate(path: string): string {
  return withoutValues(path, (value) => {
    const [, name = '', extension = ''] = /^(.*?)(\.json)?$/.exec(value) ?? [];
    return `${nameOf(name)}${extension}`;
  });
}

function nameOf(value: string): string {
  if (!ANY_SID.test(value)) return '{value}';
  return value.startsWith('AC') ? '{AccountSid}' : '{Sid}';
}

/**
 * Whether the segment may be one of a collection, by a name that people chose: `Alice` in
 * `/v1/Users/Alice`. Where it is a word of the API (`/v1/AuthTokens/Promote`), that is lost.
 */
function isMember(segment: string, before = ''): boolean {
  return /^[A-Z][A-Za-z]*s$/.test(before) && !segment.includes('.');
}
