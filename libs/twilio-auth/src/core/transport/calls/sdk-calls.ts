import type { ObservedCalls } from '../../events/observed-calls.js';
import type { Clock } from '../../primitives/clock.js';
import { withHint, withRetryAfter } from '../answers/answer-details.js';
import { AuthorizedExchange } from './authorized-exchange.js';
import type { Closing } from '../connections/closing.js';
import type { ConnectionPool } from '../connections/connection-pool.js';
import { DebugLog } from './debug-log.js';
import type { Resolve } from './destination.js';
import { connectionError, ExchangeFailure } from '../answers/failures.js';
import { checkIsJson } from '../answers/json-answer.js';
import { prepareCall, type PreparedCall } from './prepared-call.js';
import { followRedirects } from './redirects.js';
import type { DecodedResponse } from '../answers/response-decoding.js';
import { CallDeadline, pause, RetryPolicy } from './retry-policy.js';
import type { LastRequest, SdkRequest, SdkResponse } from './sdk-contract.js';
import type { TransportOptions } from '../transport.js';
import { credentialOfCall, type WireCredential } from './wire-credential.js';

const TIMEOUT_MS = 30_000;
const RETRIES = 3;

/** How the end of a call is told. */
interface CallNotes {
  readonly describe: (error: unknown) => unknown;
  readonly log: DebugLog | undefined;
}

/** Makes the calls of all SDK clients of one module: checks, sends, retries, adds hints. */
export class SdkCalls {
  readonly #timeoutMs: number;
  readonly #retry: RetryPolicy;
  readonly #exchange: AuthorizedExchange;
  readonly #log: DebugLog;
  readonly #logsAll: boolean;
  readonly #closing: Closing;
  readonly #resolve: Resolve;
  readonly #clock: Clock;
  readonly #calls: ObservedCalls | undefined;

  constructor(
    pool: ConnectionPool,
    resolve: Resolve,
    { http = {}, clock, random = Math.random, debug, calls }: TransportOptions,
  ) {
    this.#closing = pool.closing;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#calls = calls;
    this.#timeoutMs = http.timeoutMs || TIMEOUT_MS;
    this.#retry = new RetryPolicy(http.retries ?? RETRIES, clock, random);
    this.#exchange = new AuthorizedExchange(pool);
    this.#log = new DebugLog(debug);
    this.#logsAll = http.logLevel === 'debug';
  }

  /** Throws for a request that must not be sent. */
  make(opts: SdkRequest, remember: (request: LastRequest) => void): Promise<SdkResponse> {
    const prepared = prepareCall(opts, this.#resolve, this.#timeoutMs);
    const { outgoing, destination } = prepared;
    remember({ method: outgoing.method, host: outgoing.host, path: outgoing.path });
    const credential = credentialOfCall(opts);
    credential?.assertAllowed(outgoing);
    const { origin } = destination;
    const describe = (error: unknown): unknown =>
      connectionError(error, outgoing, { accountName: credential?.accountName, origin });
    const observed = this.#calls?.start(outgoing, credential?.accountName, this.#clock);
    const stream = opts.stream && { ...opts.stream, describe };
    // Most calls have neither. A copy of the prepared call costs more than to prepare it.
    const isPlain = stream === undefined && observed === undefined;
    const call = isPlain ? prepared : { ...prepared, stream, observed };
    const log = this.#logsAll || opts.logLevel === 'debug' ? this.#log : undefined;
    const answer = (): Promise<SdkResponse> => this.#answer(call, credential, { describe, log });
    return observed === undefined ? answer() : observed.follow(answer);
  }

  async #answer(
    call: PreparedCall,
    credential: WireCredential | undefined,
    { describe, log }: CallNotes,
  ): Promise<SdkResponse> {
    const { outgoing } = call;
    log?.request(outgoing);
    try {
      const answer = withRetryAfter(await this.#sendWithRetries(call, credential), this.#clock);
      const response = withHint(answer, credential, outgoing);
      log?.answer(outgoing, response.status);
      return { statusCode: response.status, headers: response.headers, body: response.body };
    } catch (error) {
      const failure = describe(error);
      log?.failure(outgoing, failure);
      throw failure;
    }
  }

  async #sendWithRetries(
    call: PreparedCall,
    credential: WireCredential | undefined,
  ): Promise<DecodedResponse> {
    const deadline = new CallDeadline(this.#clock, call.timeoutMs);
    for (let retries = 0; ; retries++) {
      const outcome = await this.#outcomeOf(call, credential, deadline);
      const waitMs = this.#retry.waitAfter(outcome, call.outgoing.method, retries);
      if (waitMs === undefined || waitMs >= deadline.remainingMs()) return answerOf(outcome);
      await pause(waitMs, this.#clock, this.#closing);
    }
  }

  async #outcomeOf(
    call: PreparedCall,
    credential: WireCredential | undefined,
    deadline: CallDeadline,
  ): Promise<DecodedResponse | ExchangeFailure> {
    try {
      const response = await this.#exchange.send(call, credential, deadline);
      if (!call.followRedirects) return checkIsJson(call, response);
      return await followRedirects(call, response, this.#resolve, (next) =>
        this.#exchange.send(next, undefined, deadline),
      );
    } catch (error) {
      if (error instanceof ExchangeFailure) return error;
      throw error;
    }
  }
}

function answerOf(outcome: DecodedResponse | ExchangeFailure): DecodedResponse {
  if (outcome instanceof ExchangeFailure) throw outcome;
  return outcome;
}
