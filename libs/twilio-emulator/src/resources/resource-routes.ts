import type { Access } from '../auth/authorize.js';
import { noContent } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { Product } from '../protocol/host.js';
import type { ApiCall, ApiRoute } from './route.js';

type Handle = (call: ApiCall) => Answer;

/** Where a resource is, and who may use it. */
interface Location {
  readonly product: Product;
  /** Path of the list. */
  readonly all: string;
  /** Path of one instance. */
  readonly one: string;
  readonly access: (action: 'create' | 'read' | 'update' | 'delete') => Access;
}

/** What the five routes of a resource do. */
export interface Handlers {
  readonly create: Handle;
  readonly list: Handle;
  readonly read: Handle;
  readonly update: Handle;
  readonly remove: (call: ApiCall) => void;
}

/** The five routes of a resource. */
export function resourceRoutes(location: Location, handlers: Handlers): readonly ApiRoute[] {
  const { product, all, one, access } = location;
  const { create, list, read, update, remove } = handlers;
  const removed = (call: ApiCall): Answer => {
    remove(call);
    return noContent();
  };
  return [
    { product, verb: 'POST', path: all, access: access('create'), handle: create },
    { product, verb: 'GET', path: all, access: access('read'), handle: list },
    { product, verb: 'GET', path: one, access: access('read'), handle: read },
    { product, verb: 'POST', path: one, access: access('update'), handle: update },
    { product, verb: 'DELETE', path: one, access: access('delete'), handle: removed },
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
