import { ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import type { ApiCall, ApiRoute } from './route.js';
import { iso8601 } from '../protocol/formats.js';
import { classicList } from './lists.js';
import { PAGING } from './paging.js';

const BASE = '/2010-04-01/Accounts/{AccountSid}/Usage/Records';
const DAY_MS = 86_400_000;

/** From the start of the day, month or year that this is in, in UTC. */
const startOf = (unit: 'day' | 'month' | 'year', ms: number): number => {
  const date = new Date(ms);
  const month = unit === 'year' ? 0 : date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month, unit === 'day' ? date.getUTCDate() : 1);
};

/** From when until when a period lasts. */
type Range = readonly [from: number, until: number];

/** Those of a repeated period (`Daily`) have one record each: that of the current one. */
const PERIODS: Readonly<Record<string, (now: number, created: number) => Range>> = {
  '': (now, created) => [created, now],
  AllTime: (now, created) => [created, now],
  Daily: (now) => [startOf('day', now), now],
  LastMonth: (now) => {
    const thisMonth = startOf('month', now);
    return [startOf('month', thisMonth - DAY_MS), thisMonth - 1];
  },
  Monthly: (now) => [startOf('month', now), now],
  ThisMonth: (now) => [startOf('month', now), now],
  Today: (now) => [startOf('day', now), now],
  Yearly: (now) => [startOf('year', now), now],
  Yesterday: (now) => [startOf('day', now) - DAY_MS, startOf('day', now) - 1],
};
const ACCESS = { subaccounts: true } as const;

/**
 * Usage records: what was created in the period, by the emulator's clock. Prices are 0.
 * @see https://www.twilio.com/docs/usage/api/usage-record
 */
export const usageRoutes: readonly ApiRoute[] = Object.entries(PERIODS).map(([name, rangeOf]) => ({
  product: 'api',
  verb: 'GET',
  path: `${BASE}${name === '' ? '' : `/${name}`}.json`,
  access: ACCESS,
  parameters: [...PAGING, 'Category'],
  handle: (call) => list(call, rangeOf(call.state.clock.now(), call.account.createdAt)),
}));

interface Category {
  /** The category's name; lists are paged by it. */
  readonly sid: string;
  readonly description: string;
  readonly unit: string;
  readonly count: number;
}

function categories(
  { account, region, state }: ApiCall,
  [from, until]: Range,
): readonly Category[] {
  const count = (all: Iterable<{ direction: string }>, direction: string): number =>
    [...all].filter((item) => item.direction.startsWith(direction)).length;
  const category = (sid: string, description: string, unit: string, amount: number): Category => ({
    sid,
    description,
    unit,
    count: amount,
  });
  const isHere = (item: { readonly region: string; readonly createdAt: number }): boolean =>
    item.region === region && item.createdAt >= from && item.createdAt <= until;
  const messages = [...account.messages.values()].filter(isHere);
  const calls = [...account.calls.values()].filter(isHere);
  const numbers = until < state.clock.now() ? 0 : account.phoneNumbers.size;
  return [
    category('calls', 'Voice Minutes', 'calls', calls.length),
    category('calls-inbound', 'Inbound Calls', 'calls', count(calls, 'inbound')),
    category('calls-outbound', 'Outbound Calls', 'calls', count(calls, 'outbound')),
    category('phonenumbers', 'Phone Numbers', 'numbers', numbers),
    category('sms', 'SMS', 'messages', messages.length),
    category('sms-inbound', 'Inbound SMS', 'messages', count(messages, 'inbound')),
    category('sms-outbound', 'Outbound SMS', 'messages', count(messages, 'outbound')),
  ];
}

function list(call: ApiCall, range: Range): Answer {
  const wanted = call.query.get('Category');
  const found = categories(call, range).filter(({ sid }) => (wanted ? sid === wanted : true));
  const now = iso8601(call.state.clock.now());
  const [start, end] = range.map((ms) => iso8601(ms).slice(0, 10));
  return classicList(call, 'usage_records', found, (category) => ({
    account_sid: call.account.sid,
    api_version: '2010-04-01',
    as_of: now.replace('Z', '+00:00'),
    category: category.sid,
    count: String(category.count),
    count_unit: category.unit,
    description: category.description,
    end_date: end,
    price: '0',
    price_unit: 'usd',
    start_date: start,
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
