import { ok } from '../server/answer.js';
import type { ApiRoute } from '../server/route.js';
import { renderAccount } from './account-resource.js';

const PATH = '/2010-04-01/Accounts/{AccountSid}.json';

/**
 * The Account resource. Standard API keys are refused.
 * @see https://www.twilio.com/docs/iam/api/account
 */
export const accountRoutes: readonly ApiRoute[] = [
  {
    product: 'api',
    verb: 'GET',
    path: PATH,
    access: {
      permission: '/twilio/iam/accounts/read',
      fullAccessOnly: true,
      subaccounts: true,
      accountResource: true,
    },
    handle: ({ account }) => ok(renderAccount(account)),
  },
];
