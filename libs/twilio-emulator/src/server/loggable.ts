import type { CredentialKind } from '../auth/credential.js';
import { readBasic } from '../auth/basic.js';
import { isSid } from '../state/sid.js';
import type { Parameters } from './parameters.js';

const SECRET_NAMES =
  /secret|password|^code$|^code_verifier$|^refresh_token$|^access_token$|authtoken/i;

/** Parameters fit for a log: values of secret names are replaced. */
export function loggableParams(
  ...sources: readonly Parameters[]
): Record<string, string | readonly string[]> {
  const params = Object.create(null) as Record<string, string | string[]>;
  for (const source of sources) {
    for (const [name, value] of source.entries()) {
      const shown = SECRET_NAMES.test(name) ? '[secret]' : value;
      const known = params[name];
      if (known === undefined) params[name] = shown;
      else if (Array.isArray(known)) known.push(shown);
      else params[name] = [known, shown];
    }
  }
  return params;
}

/** What an Authorization header claims, before anything is checked. Only a SID is taken from it. */
export function claimedCredential(authorization: string | undefined): {
  kind: CredentialKind;
  sid: string | undefined;
} {
  if (authorization === undefined || authorization === '') return { kind: 'none', sid: undefined };
  if (/^bearer /i.test(authorization)) return { kind: 'oauth', sid: undefined };
  const username = readBasic(authorization)?.username ?? '';
  if (isSid('SK', username)) return { kind: 'api-key', sid: username };
  if (isSid('AC', username)) return { kind: 'auth-token', sid: username };
  return { kind: 'unknown', sid: undefined };
}
