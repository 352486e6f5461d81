import type { AccessTokenProblem, Refuse } from './invalid-access-token.js';
import { quoted } from './json.js';

type Fields = Readonly<Record<string, unknown>>;

/** Turns the fields of one grant into its claim, as JSON. */
export type GrantReader = (fields: Fields, path: string, refuse: Refuse) => string;

/** Reads a grant whose fields are all text. `names` maps ours to those of the token. */
export function textGrant(names: Readonly<Record<string, string>>): GrantReader {
  const keyOf = new Map(Object.entries(names).map(([field, claim]) => [field, `"${claim}":`]));
  return (fields, path, refuse) => {
    let members = '';
    for (const field of Object.keys(fields)) {
      const value = fields[field];
      if (value === undefined) continue;
      const key = keyOf.get(field);
      if (key === undefined) return refuse(unknownField(path, field));
      const member = key + quotedText(value, path, field, refuse);
      members = members === '' ? member : `${members},${member}`;
    }
    return `{${members}}`;
  };
}

/** The value as JSON text, refused unless it is a non-empty string. */
export function quotedText(value: unknown, path: string, field: string, refuse: Refuse): string {
  if (typeof value === 'string' && value !== '') return quoted(value);
  return refuse(grantProblem(`${path}.${field}`, 'must be a non-empty string'));
}

/** A field that the grant does not have: most often a typo, and a right the client would miss. */
export function unknownField(path: string, field: string): AccessTokenProblem {
  return grantProblem(`${path}.${field}`, 'is no field of this grant');
}

/** https://www.twilio.com/docs/api/errors/20106: the grants are invalid. */
export function grantProblem(field: string, limit: string): AccessTokenProblem {
  return { field, limit, twilioCode: 20106 };
}
