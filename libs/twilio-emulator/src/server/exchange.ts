import type { FastifyRequest } from 'fastify';
import { permissionFor, type RequestPermission } from 'twilio-permissions';
import { authenticate } from '../auth/authenticate.js';
import { checkClientValidation } from '../auth/client-validation.js';
import { accountFor, refusalFor } from '../auth/authorize.js';
import { nameOf, sidOf } from '../auth/credential.js';
import type { Credential } from '../auth/credential.js';
import type { Faults, FaultTarget } from '../faults/faults.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Answer } from '../protocol/answer.js';
import { PRODUCTS, productOfPath, readHost } from '../protocol/host.js';
import type { RequestHost } from '../protocol/host.js';
import {
  hostSwitchedOff,
  notEmulated,
  parametersNotEmulated,
  severalProducts,
} from '../protocol/not-emulated.js';
import { Parameters } from '../protocol/parameters.js';
import { notForTestCredentials } from '../protocol/twilio-error.js';
import { withoutIds } from '../log/permission-log.js';
import type { PermissionLog } from '../log/permission-log.js';
import { claimedCredential, loggableParams } from '../log/request-log.js';
import type { LoggedRequest } from '../log/request-log.js';
import type { ApiCall, ApiRoute, Incoming, Route } from '../resources/route.js';
import { unsupportedIn } from '../resources/unsupported.js';
import type { Specs } from '../specs/specs.js';

/** What an exchange works with. */
interface ExchangeParts {
  readonly state: EmulatorState;
  readonly permissions: PermissionLog;
  readonly faults: Faults;
  readonly specs: Specs | undefined;
}

/** One request, from its `Host` header to its answer. */
export class Exchange {
  readonly host: RequestHost;
  readonly logged: LoggedRequest;
  readonly query: Parameters;
  form = Parameters.none;
  #body = '';
  readonly #state: EmulatorState;
  readonly #permissions: PermissionLog;
  readonly #faults: Faults;
  readonly #specs: Specs | undefined;
  readonly #request: FastifyRequest;

  constructor({ state, permissions, faults, specs }: ExchangeParts, request: FastifyRequest) {
    const [path = '', query = ''] = request.url.split('?', 2);
    this.#state = state;
    this.#permissions = permissions;
    this.#faults = faults;
    this.#specs = specs;
    this.#request = request;
    this.host = readHost(request.headers.host);
    this.query = Parameters.parse(query);
    this.logged = {
      id: request.id,
      at: new Date(state.clock.now()).toISOString(),
      durationMs: undefined,
      method: request.method,
      host: request.headers.host ?? '',
      path,
      status: undefined,
      code: undefined,
      credential: claimedCredential(request.headers.authorization),
      account: undefined,
      permission: undefined,
      params: loggableParams(this.query),
      ignored: [],
    };
  }

  /** Called when the body was read: its parameters are logged too. */
  received(body: unknown): void {
    if (typeof body !== 'string') return;
    this.#body = body;
    const type = this.#request.headers['content-type'] ?? '';
    if (!/^application\/x-www-form-urlencoded/i.test(type)) return;
    this.form = Parameters.parse(body);
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
    const { switchedOff, product } = this.host;
    const isElsewhere = product !== undefined && product !== route.product;
    // `/v1/Services/Usecases` is no service.
    const isOther = this.#specs?.isMoreExact(route, this.logged.path) === true;
    if (switchedOff || isElsewhere || isOther) return this.answerNotEmulated();
    const incoming = this.#incoming();
    if (route.access === 'public') return this.#withoutEffect(route) ?? route.handle(incoming);
    const call = this.#authorize(this.#authenticate(), incoming, route);
    return this.#withoutEffect(route) ?? route.handle(call);
  }

  /** The answer to a request that asks for more than the route does. */
  #withoutEffect(route: Route): Answer | undefined {
    const { notEmulated: names, unknown } = unsupportedIn(route, this.query, this.form);
    this.logged.ignored = unknown;
    return names.length === 0 ? undefined : parametersNotEmulated(route.verb, route.path, names);
  }

  #incoming(): Incoming {
    const { url, headers, params } = this.#request;
    const scheme = this.host.product === undefined ? 'http' : 'https';
    return {
      state: this.#state,
      params: params as Readonly<Record<string, string>>,
      query: this.query,
      form: this.form,
      body: this.#body,
      url,
      region: this.host.region,
      origin: `${scheme}://${headers.host ?? 'localhost'}`,
      validFrom: () => this.#state.clock.now() + this.#faults.propagationMs(this.faultTarget),
    };
  }

  #authorize(
    credential: Credential,
    incoming: Incoming,
    { product, path, access }: Pick<ApiRoute, 'path' | 'access'> & { readonly product: string },
  ): ApiCall {
    const target =
      incoming.params['AccountSid'] ?? this.query.get('AccountSid') ?? this.form.get('AccountSid');
    const account = accountFor(this.#state, credential, access, target);
    const permission = this.#permissionFor(product);
    const refusal = refusalFor(credential, access, { product, permission });
    this.#note(credential, permission, `${product}.twilio.com${path}`, refusal !== undefined);
    if (refusal !== undefined) throw refusal;
    this.logged.account = credential.kind === 'test' ? credential.sid : account.sid;
    return { ...incoming, credential, account };
  }

  /**
   * The answer where nothing is emulated by hand: made from a specification, if there is one. Who the caller is comes
   * first, and what the request needs is noted.
   * @throws {TwilioError} 20003, or 20008 for test credentials.
   */
  answerNotEmulated(): Answer {
    const { host, logged } = this;
    if (host.switchedOff) return hostSwitchedOff(logged.host);
    const operations = this.#specs?.find(host.product, logged.method, logged.path) ?? [];
    const [operation, other] = operations;
    const product = host.product ?? operation?.product ?? productOfPath(logged.path);
    // Nobody authenticates to get a token.
    const credential =
      product === undefined || product === 'oauth' ? undefined : this.#authenticate();
    if (credential?.kind === 'test') throw notForTestCredentials();
    if (other !== undefined) return severalProducts(logged.method, logged.path, operations);
    if (operation !== undefined && credential !== undefined) {
      const incoming = { ...this.#incoming(), params: operation.params };
      const { answer, ignored } = operation.answer(
        this.#authorize(credential, incoming, operation),
      );
      logged.ignored = ignored;
      return answer;
    }
    if (credential !== undefined) {
      const at = `${product}.twilio.com${withoutIds(logged.path)}`;
      this.#note(credential, this.#permissionFor(product ?? ''), at, false);
    }
    return notEmulated(logged.method, logged.host, logged.path);
  }

  #authenticate(): Credential {
    const { authorization } = this.#request.headers;
    const credential = authenticate(this.#state, authorization, this.host.region);
    const { kind } = credential;
    this.logged.credential = { kind, sid: sidOf(credential), name: nameOf(credential) };
    const { method, url, headers } = this.#request;
    const signed = { method, url, headers, body: this.#body };
    if (credential.kind !== 'test') {
      checkClientValidation(credential, signed, this.#state.clock.now());
    }
    return credential;
  }

  #permissionFor(product: string): RequestPermission {
    const { method, path } = this.logged;
    return permissionFor({ method, host: `${product}.twilio.com`, path });
  }

  #note(credential: Credential, needed: RequestPermission, at: string, refused: boolean): void {
    this.logged.permission = needed.kind === 'mapped' ? needed.permission : undefined;
    this.#permissions.note(credential, needed, `${this.logged.method} ${at}`, refused);
  }
}
