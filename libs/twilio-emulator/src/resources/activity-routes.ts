import type { Permission } from '../auth/permissions.js';
import { noContent } from '../server/answer.js';
import type { Answer } from '../server/answer.js';
import type { ApiCall, ApiRoute } from '../server/route.js';

type Handle = (call: ApiCall) => Answer;

/** Messages or calls, as a resource of the 2010 API. */
export interface ActivityResource {
  /** As in the path: `Messages`. */
  readonly name: string;
  /** As in permissions: `messaging/messages`. */
  readonly permissions: `${string}/${string}`;
  readonly create: Handle;
  readonly list: Handle;
  readonly read: Handle;
  readonly update: Handle;
  readonly remove: (call: ApiCall) => void;
}

/** The five routes of messages or calls; test credentials may only create. */
export function activityRoutes(activity: ActivityResource): readonly ApiRoute[] {
  const { name, permissions, create, list, read, update, remove } = activity;
  const all = { product: 'api', path: `/2010-04-01/Accounts/{AccountSid}/${name}.json` } as const;
  const one = {
    product: 'api',
    path: `/2010-04-01/Accounts/{AccountSid}/${name}/{Sid}.json`,
  } as const;
  const may = (action: string): { permission: Permission; subaccounts: true } => ({
    permission: `/twilio/${permissions}/${action}`,
    subaccounts: true,
  });
  return [
    { ...all, verb: 'POST', access: { ...may('create'), testCredentials: true }, handle: create },
    { ...all, verb: 'GET', access: may('read'), handle: list },
    { ...one, verb: 'GET', access: may('read'), handle: read },
    { ...one, verb: 'POST', access: may('update'), handle: update },
    {
      ...one,
      verb: 'DELETE',
      access: may('delete'),
      handle: (call) => {
        remove(call);
        return noContent();
      },
    },
  ];
}
