import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall, ApiRoute } from './route.js';
import { iso8601 } from '../protocol/formats.js';
import { classicList } from './lists.js';
import { PAGING } from './paging.js';

const BASE = '/2010-04-01/Accounts/{AccountSid}/Usage/Records';
const PERIODS = [
  'AllTime',
  'Daily',
  'LastMonth',
  'Monthly',
  'ThisMonth',
  'Today',
  'Yearly',
  'Yesterday',
];
const ACCESS = { subaccounts: true } as const;

/**
 * Usage records: what this emulator counted since it started, for every period. Prices are 0.
 * @see https://www.twilio.com/docs/usage/api/usage-record
 */
export const usageRoutes: readonly ApiRoute[] = ['', ...PERIODS.map((name) => `/${name}`)].map(
  (period) => ({
    product: 'api',
    verb: 'GET',
    path: `${BASE}${period}.json`,
    access: ACCESS,
    parameters: [...PAGING, 'Category'],
    handle: list,
  }),
);

interface Category {
  /** The category's name; lists are paged by it. */
  readonly sid: string;
  readonly description: string;
  readonly unit: string;
  readonly count: number;
}

function categories({ account, region }: ApiCall): readonly Category[] {
  const count = (all: Iterable<{ direction: string }>, direction: string): number =>
    [...all].filter((item) => item.direction.startsWith(direction)).length;
  const category = (sid: string, description: string, unit: string, amount: number): Category => ({
    sid,
    description,
    unit,
    count: amount,
  });
  const isHere = (item: { readonly region: string }): boolean => item.region === region;
  const messages = [...account.messages.values()].filter(isHere);
  const calls = [...account.calls.values()].filter(isHere);
  return [
    category('calls', 'Voice Minutes', 'calls', calls.length),
    category('calls-inbound', 'Inbound Calls', 'calls', count(calls, 'inbound')),
    category('calls-outbound', 'Outbound Calls', 'calls', count(calls, 'outbound')),
    category('phonenumbers', 'Phone Numbers', 'numbers', account.phoneNumbers.size),
    category('sms', 'SMS', 'messages', messages.length),
    category('sms-inbound', 'Inbound SMS', 'messages', count(messages, 'inbound')),
    category('sms-outbound', 'Outbound SMS', 'messages', count(messages, 'outbound')),
  ];
}

function list(call: ApiCall): Answer {
  const wanted = call.query.get('Category');
  const found = categories(call).filter(({ sid }) => (wanted ? sid === wanted : true));
  const now = iso8601(call.state.clock.now());
  return classicList(call, 'usage_records', found, (category) => ({
    account_sid: call.account.sid,
    api_version: '2010-04-01',
    as_of: now.replace('Z', '+00:00'),
    category: category.sid,
    count: String(category.count),
    count_unit: category.unit,
    description: category.description,
    end_date: now.slice(0, 10),
    price: '0',
    price_unit: 'usd',
    start_date: now.slice(0, 10),
    subresource_uris: {},
    uri: `/2010-04-01/Accounts/${call.account.sid}/Usage/Records.json?Category=${category.sid}`,
    usage: String(category.count),
    usage_unit: category.unit,
  }));
}

/** @see https://www.twilio.com/docs/usage/api/balance */
export const balanceRoutes: readonly ApiRoute[] = [
  {
    product: 'api',
    verb: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Balance.json',
    access: ACCESS,
    parameters: [],
    handle: ({ account }) =>
      ok({ account_sid: account.sid, balance: account.balance, currency: 'USD' }),
  },
];
