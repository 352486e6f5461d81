import type { Access } from '../auth/authorize.js';
import type { Credential } from '../auth/credential.js';
import type { Account } from '../state/account.js';
import type { EmulatorState } from '../state/emulator-state.js';
import type { Answer } from '../protocol/answer.js';
import type { Product } from '../protocol/host.js';
import type { Parameters } from '../protocol/parameters.js';

/** A request, authenticated or not. */
export interface Incoming {
  readonly state: EmulatorState;
  /** Path parameters by the names of the route's template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Parameters;
  readonly form: Parameters;
  /** The body as received. */
  readonly body: string;
  /** Path and query, as received. */
  readonly url: string;
  /** The Region that the host names, `us1` unless it names one. */
  readonly region: string;
  /** Scheme and host as the caller used them, for absolute links. */
  readonly origin: string;
  /** From when a credential that this request makes is accepted (epoch milliseconds). */
  validFrom(): number;
}

/** A request whose caller is authenticated and authorized. */
export interface ApiCall extends Incoming {
  readonly credential: Credential;
  /** The account acted on: the caller's own or, for a parent, a subaccount. */
  readonly account: Account;
}

interface RouteBase {
  readonly product: Product;
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in Twilio's API specification, e.g. `/2010-04-01/Accounts/{AccountSid}/Messages.json`. */
  readonly path: string;
  /** The parameters that the handler honours, by their names at Twilio. Its others are answered with 501. */
  readonly parameters: readonly string[];
}

/** A resource that needs no credential: the token endpoint. */
export interface PublicRoute extends RouteBase {
  readonly access: 'public';
  readonly handle: (incoming: Incoming) => Answer;
}

/** A resource that needs a credential. */
export interface ApiRoute extends RouteBase {
  readonly access: Access;
  readonly handle: (call: ApiCall) => Answer;
}

export type Route = PublicRoute | ApiRoute;

/** The template as the router wants it: `{Sid}.json` becomes `:Sid(^[^/.]+).json`. */
export function routerPath(template: string): string {
  return template.replace(/\{(\w+)\}/g, ':$1(^[^/.]+)');
}
