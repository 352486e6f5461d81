import { TwilioAuthConfigError } from '../../errors/config.error.js';
import type { PreparedCall } from './prepared-call.js';
import type { ClientValidationKey } from './wire-credential.js';

/**
 * The value of `Twilio-Client-Validation` for one request, made by the SDK's own token class
 * (https://www.twilio.com/docs/iam/pkcv).
 *
 * The query is read from the wire, because the SDK's canonical form is wrong for values with `%`
 * or `=`, for arrays and for queries inside the URL (test/contract/sdk-client-validation.spec.ts).
 */
export async function clientValidationHeader(
  key: ClientValidationKey,
  { outgoing, query, body }: PreparedCall,
  authorization: string,
): Promise<string> {
  const { default: ValidationToken } = await import('twilio/lib/jwt/validation/ValidationToken.js');
  try {
    const token = new ValidationToken({ ...key, privateKey: key.privateKey.reveal() });
    const canonicalizer = token.getRequestCanonicalizer.bind(token);
    token.getRequestCanonicalizer = (request) =>
      Object.assign(canonicalizer(request), {
        getCanonicalizedQueryParams: () => canonicalQuery(query),
      });
    return token.fromHttpRequest({
      method: outgoing.method,
      url: `https://${outgoing.host}${outgoing.path}`,
      headers: { Authorization: authorization },
      data: body?.toString(),
    });
  } catch {
    throw new TwilioAuthConfigError([
      {
        path: 'clientValidation.privateKey',
        expected: 'the request could not be signed for Public Key Client Validation',
        remedy: 'Check that it is an RSA private key in PEM format.',
      },
    ]);
  }
}

/** Of a query with its `?`: sorted by the decoded pairs, each encoded as RFC 3986 asks for. */
export function canonicalQuery(query: string): string {
  const pairs = query
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    })
    .map(([name = '', value = '']) => ({ name: decode(name), value: decode(value) }));
  return pairs
    .toSorted((a, b) => (`${a.name}=${a.value}` < `${b.name}=${b.value}` ? -1 : 1))
    .map(({ name, value }) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/\*/g, '%2A');
}
