import type { FastifyRequest } from 'fastify';
import { authenticate } from '../auth/authenticate.js';
import { authorize } from '../auth/authorize.js';
import type { Access } from '../auth/authorize.js';
import { sidOf } from '../auth/credential.js';
import type { FaultTarget } from '../faults/faults.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Answer } from '../protocol/answer.js';
import { PRODUCTS, productOfPath, readHost } from '../protocol/host.js';
import type { RequestHost } from '../protocol/host.js';
import { hostSwitchedOff, notEmulated } from '../protocol/not-emulated.js';
import { Parameters } from '../protocol/parameters.js';
import { claimedCredential, loggableParams } from './request-log.js';
import type { LoggedRequest } from './request-log.js';
import type { ApiCall, Incoming, Route } from '../resources/route.js';

/** One request, from its `Host` header to its answer. */
export class Exchange {
  readonly host: RequestHost;
  readonly logged: LoggedRequest;
  readonly query: Parameters;
  form = Parameters.none;
  readonly #state: EmulatorState;
  readonly #request: FastifyRequest;

  constructor(state: EmulatorState, request: FastifyRequest) {
    const [path = '', query = ''] = request.url.split('?', 2);
    this.#state = state;
    this.#request = request;
    this.host = readHost(request.headers.host);
    this.query = Parameters.parse(query);
    this.logged = {
      method: request.method,
      host: request.headers.host ?? '',
      path,
      status: undefined,
      credential: claimedCredential(request.headers.authorization),
      account: undefined,
      params: loggableParams(this.query),
    };
  }

  /** Called when the body was read: its parameters are logged too. */
  received(body: unknown): void {
    if (!(body instanceof URLSearchParams)) return;
    this.form = new Parameters(body);
    this.logged.params = loggableParams(this.query, this.form);
  }

  /** What faults are matched against; the product comes from the host, else from the path. */
  get faultTarget(): FaultTarget {
    const { method, path } = this.logged;
    const product = PRODUCTS.find((name) => name === this.host.product) ?? productOfPath(path);
    return { product, method, path };
  }

  /** @throws {TwilioError} if the request is not authenticated, not authorized, or invalid. */
  answer(route: Route): Answer {
    const refusal = this.#answerForHost(route);
    if (refusal !== undefined) return refusal;
    const incoming = this.#incoming();
    return route.access === 'public'
      ? route.handle(incoming)
      : route.handle(this.#authorize(incoming, route.access));
  }

  #answerForHost({ product }: Route): Answer | undefined {
    const { logged, host } = this;
    if (host.switchedOff) return hostSwitchedOff(logged.host);
    const isElsewhere = host.product !== undefined && host.product !== product;
    return isElsewhere ? notEmulated(logged.method, logged.host, logged.path) : undefined;
  }

  #incoming(): Incoming {
    const { url, headers, params } = this.#request;
    const scheme = this.host.product === undefined ? 'http' : 'https';
    return {
      state: this.#state,
      params: params as Readonly<Record<string, string>>,
      query: this.query,
      form: this.form,
      url,
      region: this.host.region,
      origin: `${scheme}://${headers.host ?? 'localhost'}`,
    };
  }

  #authorize(incoming: Incoming, access: Access): ApiCall {
    const { authorization } = this.#request.headers;
    const credential = authenticate(this.#state, authorization, this.host.region);
    this.logged.credential = { kind: credential.kind, sid: sidOf(credential) };
    const target =
      incoming.params['AccountSid'] ?? this.query.get('AccountSid') ?? this.form.get('AccountSid');
    const account = authorize(this.#state, credential, access, target);
    this.logged.account = credential.kind === 'test' ? credential.sid : account.sid;
    return { ...incoming, credential, account };
  }
}
