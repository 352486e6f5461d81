import type { ApiRequest } from '../../capabilities/api-request.js';
import { TWILIO_CODES } from '../../errors/error-codes.js';
import { messageIn, missingPermissionIn } from '../../permissions/missing-permission.js';
import { clientValidationHeader } from './client-validation.js';
import type { ConnectionPool } from '../connections/connection-pool.js';
import type { WireResponse } from '../connections/wire.js';
import { ExchangeFailure } from '../answers/failures.js';
import type { PreparedCall } from './prepared-call.js';
import {
  decodeResponse,
  twilioCodeIn,
  type DecodedResponse,
} from '../answers/response-decoding.js';
import type { CallDeadline } from './retry-policy.js';
import { settledInTime } from './settled-in-time.js';
import { headerOf, type WireCredential } from './wire-credential.js';

/** Far above any answer of Twilio's, far below what a process has memory for. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The one place where a credential is sent. */
export class AuthorizedExchange {
  readonly #pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
  }

  /** Sends a call once, and once more when a new credential is ready after a 401. */
  async send(
    call: PreparedCall,
    credential: WireCredential | undefined,
    deadline: CallDeadline,
  ): Promise<DecodedResponse> {
    if (credential === undefined) return this.#send(call, [], '', deadline);
    const { closing } = this.#pool;
    const header = headerOf(credential);
    // Nearly every header is known already, and a timer for it would cost more than it does.
    const authorization = await (credential.hasToWait === true
      ? settledInTime(header, deadline, closing)
      : header);
    const first = await this.#sendAs(authorization, call, credential, deadline);
    const last = isRejected(first)
      ? await this.#repeat(first, authorization, call, { credential, deadline })
      : first;
    const isRefused = isRejected(last);
    if (isRefused || last.status < 400) credential.answered?.(call.outgoing, isRefused);
    return last;
  }

  async #repeat(
    response: DecodedResponse,
    authorization: string,
    call: PreparedCall,
    { credential, deadline }: { credential: WireCredential; deadline: CallDeadline },
  ): Promise<DecodedResponse> {
    const { closing } = this.#pool;
    const next = await settledInTime(
      nextHeader(credential, authorization, call.outgoing),
      deadline,
      closing,
    ).catch(undefinedIfLate);
    if (next === undefined) return response;
    return this.#sendAs(next, call, credential, deadline);
  }

  #sendAs(
    authorization: string,
    call: PreparedCall,
    { accountName, clientValidation }: WireCredential,
    deadline: CallDeadline,
  ): Promise<DecodedResponse> {
    const headers = ['authorization', authorization];
    if (clientValidation === undefined) return this.#send(call, headers, accountName, deadline);
    return clientValidationHeader(clientValidation, call, authorization).then((token) =>
      this.#send(call, [...headers, 'twilio-client-validation', token], accountName, deadline),
    );
  }

  async #send(
    { outgoing, destination, query, headers, body, stream, observed }: PreparedCall,
    credentials: readonly string[],
    account: string,
    time: CallDeadline,
  ): Promise<DecodedResponse> {
    const { origin, host, pathname, prefix, servername } = destination;
    const request = {
      origin,
      servername,
      method: outgoing.method,
      path: prefix + pathname + query,
      headers: ['host', host, ...headers, ...credentials],
      body,
    };
    const limits = { maxBodyBytes: MAX_BODY_BYTES, time, account, stream };
    const send = (): Promise<WireResponse> => this.#pool.send(request, limits);
    const response = await (observed === undefined ? send() : observed.send(send));
    return decodeResponse(response, MAX_BODY_BYTES, credentials[1]);
  }
}

/** The header to repeat a rejected call with, if there is another one. */
async function nextHeader(
  credential: WireCredential,
  rejected: string,
  request: ApiRequest,
): Promise<string | undefined> {
  const isReplaced = await credential.rejected(rejected, request);
  return isReplaced ? headerOf(credential) : undefined;
}

/** A strategy that has no other credential in time: the call ends with the answer that it has. */
function undefinedIfLate(error: unknown): undefined {
  if (!(error instanceof ExchangeFailure)) throw error;
}

/**
 * Whether Twilio rejected the credential. A missing permission is not a rejection, whatever its
 * status: Twilio knows the credential, and a new token would not help.
 */
function isRejected({ status, body }: DecodedResponse): boolean {
  if (status !== 401 || twilioCodeIn(body) === TWILIO_CODES.permissionMissing) return false;
  return missingPermissionIn(messageIn(body)) === undefined;
}
