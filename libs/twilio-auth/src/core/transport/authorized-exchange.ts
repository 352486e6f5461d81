import type { ConnectionPool } from './connection-pool.js';
import { clientValidationHeader } from './client-validation.js';
import type { CallDeadline } from './call-deadline.js';
import type { PreparedCall } from './prepared-call.js';
import { decodeResponse, type DecodedResponse } from './response-decoding.js';
import type { WireCredential } from './wire-credential.js';

/** Far above any answer of Twilio's, far below what a process can spare. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The one place where a credential meets the wire. */
export class AuthorizedExchange {
  readonly #pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
  }

  /** Sends a call once, and once more when a 401 brought a new credential. */
  async send(
    call: PreparedCall,
    credential: WireCredential | undefined,
    deadline: CallDeadline,
  ): Promise<DecodedResponse> {
    if (credential === undefined) return this.#send(call, [], deadline);
    const authorization = await credential.authorization();
    const response = await this.#sendAs(authorization, call, credential, deadline);
    if (!isRefused(response) || !(await credential.rejected(authorization))) return response;
    return this.#sendAs(await credential.authorization(), call, credential, deadline);
  }

  async #sendAs(
    authorization: string,
    call: PreparedCall,
    { clientValidation }: WireCredential,
    deadline: CallDeadline,
  ): Promise<DecodedResponse> {
    const headers = ['authorization', authorization];
    if (clientValidation !== undefined) {
      const token = await clientValidationHeader(clientValidation, call, authorization);
      headers.push('twilio-client-validation', token);
    }
    return this.#send(call, headers, deadline);
  }

  async #send(
    { outgoing, destination, query, headers, body }: PreparedCall,
    credentials: readonly string[],
    deadline: CallDeadline,
  ): Promise<DecodedResponse> {
    const { origin, host, pathname, prefix, servername } = destination;
    const response = await this.#pool.send(
      {
        origin,
        servername,
        method: outgoing.method,
        path: prefix + pathname + query,
        headers: ['host', host, ...headers, ...credentials],
        body,
      },
      { maxBodyBytes: MAX_BODY_BYTES, onTimeout: (end) => deadline.onTimeout(end) },
    );
    return decodeResponse(response, MAX_BODY_BYTES);
  }
}

/** "Authorization failed" (https://www.twilio.com/docs/api/errors/70051). */
const LACKS_PERMISSION = 70051;

/**
 * Whether the answer says that the credential is not known. A missing permission proves that it
 * is, whatever its status, so a new token would change nothing.
 */
function isRefused({ status, body }: DecodedResponse): boolean {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return status === 401 && code !== LACKS_PERMISSION;
}
