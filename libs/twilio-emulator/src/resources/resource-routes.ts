import type { Access } from '../auth/authorize.js';
import { noContent } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { Product } from '../protocol/host.js';
import { PAGING } from './paging.js';
import type { ApiCall, ApiRoute } from './route.js';

type Handle = (call: ApiCall) => Answer;
type Action = 'create' | 'read' | 'update' | 'delete';

/** Where a resource is, and who may use it. */
interface Location {
  readonly product: Product;
  /** Path of the list. */
  readonly all: string;
  /** Path of one instance. */
  readonly one: string;
  readonly access: (action: Action) => Access;
}

/** What the five routes of a resource do. */
export interface Handlers {
  readonly create: Handle;
  readonly list: Handle;
  readonly read: Handle;
  readonly update: Handle;
  readonly remove: (call: ApiCall) => void;
}

/** The parameters that each of these handlers honours. */
interface HonouredParameters {
  readonly create: readonly string[];
  /** Besides those of {@link PAGING}. */
  readonly list: readonly string[];
  readonly update: readonly string[];
}

/** The five routes of a resource. */
export function resourceRoutes(
  location: Location,
  parameters: HonouredParameters,
  handlers: Handlers,
): readonly ApiRoute[] {
  const { product, all, one, access } = location;
  const { create, list, read, update, remove } = handlers;
  const removed = (call: ApiCall): Answer => {
    remove(call);
    return noContent();
  };
  const route = (
    verb: ApiRoute['verb'],
    path: string,
    action: Action,
    names: readonly string[],
    handle: Handle,
  ): ApiRoute => ({ product, verb, path, access: access(action), parameters: names, handle });
  return [
    route('POST', all, 'create', parameters.create, create),
    route('GET', all, 'read', [...PAGING, ...parameters.list], list),
    route('GET', one, 'read', [], read),
    route('POST', one, 'update', parameters.update, update),
    route('DELETE', one, 'delete', [], removed),
  ];
}

/** The paths of a resource of the 2010 API. */
export function accountPaths(name: string): Pick<Location, 'product' | 'all' | 'one'> {
  const account = '/2010-04-01/Accounts/{AccountSid}';
  return {
    product: 'api',
    all: `${account}/${name}.json`,
    one: `${account}/${name}/{Sid}.json`,
  };
}

/** A resource of the 2010 API. Test credentials may only create. */
export function accountResource(name: string): Location {
  return {
    ...accountPaths(name),
    access: (action) => ({
      subaccounts: true,
      ...(action === 'create' && { testCredentials: true }),
    }),
  };
}
