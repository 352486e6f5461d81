import { ok } from '../server/answer.js';
import type { ApiRoute } from '../server/route.js';

/** @see https://www.twilio.com/docs/usage/api/balance */
export const balanceRoutes: readonly ApiRoute[] = [
  {
    product: 'api',
    verb: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Balance.json',
    access: { permission: '/twilio/usage/balance/read', subaccounts: true },
    handle: ({ account }) =>
      ok({ account_sid: account.sid, balance: account.balance, currency: 'USD' }),
  },
];
