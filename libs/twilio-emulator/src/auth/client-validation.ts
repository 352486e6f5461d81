import { constants, createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isRecord } from '../protocol/checks.js';
import { TwilioError, notAuthenticated } from '../protocol/twilio-error.js';
import { sidOf } from './credential.js';
import type { Credential } from './credential.js';

/** A request as it came: its signature covers it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The longest that a token may live, in seconds. */
const MAX_LIFE = 300;

/**
 * Checks the `Twilio-Client-Validation` header. The pages of the codes name no HTTP status; it is 401 here, and a
 * token that does not fit its request has the code of wrong credentials.
 * @throws {TwilioError} 70052 where it is missing and enforced, 70053 where it is not enabled, 20003 where it is wrong.
 * @see https://www.twilio.com/docs/iam/pkcv
 */
export function checkClientValidation(
  credential: Credential,
  request: SignedRequest,
  now: number,
): void {
  const { clientValidation } = credential.account;
  const token = request.headers['twilio-client-validation'];
  if (typeof token === 'string') {
    if (clientValidation === 'off') {
      throw new TwilioError(401, 70053, 'Public Key Client Validation is not enabled');
    }
    const problem = problemOf(token, credential, request, now);
    if (problem !== undefined) throw notAuthenticated(`The client validation token ${problem}.`);
  } else if (clientValidation === 'enforced') {
    throw new TwilioError(401, 70052, 'Public Key Client Validation is enforced');
  }
}

function problemOf(
  token: string,
  credential: Credential,
  request: SignedRequest,
  now: number,
): string | undefined {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const [header, claims] = [decoded(head), decoded(payload)];
  const key = credential.account.publicKeys.get(String(header['kid']))?.key;
  if (header['cty'] !== 'twilio-pkrv;v=1') return 'is not of the type twilio-pkrv;v=1';
  if (key === undefined) return 'names a public key that the account does not have';
  const given = Buffer.from(signature, 'base64url');
  if (!isSignedBy(key, String(header['alg']), `${head}.${payload}`, given)) {
    return 'is not signed by its key';
  }
  if (credential.kind !== 'api-key' || claims['iss'] !== sidOf(credential)) {
    return 'is not issued by the API key of the request';
  }
  if (claims['sub'] !== credential.account.sid) return 'is for another account';
  const left = Number(claims['exp']) - now / 1000;
  if (!(left > 0 && left <= MAX_LIFE + 1)) return 'has expired, or lives longer than 300 seconds';
  const names = String(claims['hrh']).split(';');
  if (names.join(';') !== 'authorization;host') return 'does not cover authorization and host';
  return claims['rqh'] === requestHash(request, names) ? undefined : 'was made for another request';
}

function isSignedBy(key: KeyObject, algorithm: string, text: string, signature: Buffer): boolean {
  if (algorithm !== 'RS256' && algorithm !== 'PS256') return false;
  const padding =
    algorithm === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify('sha256', Buffer.from(text), { key, padding }, signature);
}

/** The hash over method, path, sorted query, headers and the hash of the body, a line each. */
function requestHash(
  { method, url, headers, body }: SignedRequest,
  names: readonly string[],
): string {
  const [path = '', query = ''] = url.split('?', 2);
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
  const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  const sorted = pairs
    .toSorted((a, b) => byText(`${a.name}=${a.value}`, `${b.name}=${b.value}`))
    .map(({ name, value }) => `${encoded(name)}=${encoded(value)}`);
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}`);
  const segments = path.replace(/\/+/g, '/').split('/');
  return sha256(
    [
      method.toUpperCase(),
      segments.map((segment) => encoded(decodeURIComponent(segment))).join('/'),
      sorted.join('&'),
      `${lines.join('\n')}\n`,
      names.join(';'),
      body === '' ? '' : sha256(body),
    ].join('\n'),
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/\*/g, '%2A').replace(/%7E/g, '~');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
