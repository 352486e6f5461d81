import { ACCOUNT_SID } from '#test/support/sdk-pair.js';
import type { Answer } from '#test/support/recording-server.js';
import { MESSAGE, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const v2010 = (messages: number, next: string | null): Answer => ({
  body: {
    messages: Array.from({ length: messages }, () => MESSAGE),
    next_page_uri: next,
    page: 0,
    page_size: 2,
  },
});
const services = (count: number, next: string | null): Answer => ({
  body: {
    services: Array.from({ length: count }, (_, at) => ({ sid: `VA${at}`, friendly_name: 'ü' })),
    meta: { key: 'services', next_page_url: next, page: 0, page_size: 2 },
  },
});
const nextUri = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json?PageSize=2&Page=1&PageToken=PASM%2B1`;
const nextUrl = 'https://verify.twilio.com/v2/Services?PageSize=2&Page=1&PageToken=DNVA%2B1';

/** Both kinds of paging, errors in each format, subaccounts, and calls with HTTP details. */
export const PAGING_CASES: readonly DifferentialCase[] = [
  {
    name: 'lists over pages, v2010 style',
    answers: [v2010(2, nextUri), v2010(1, null)],
    call: (client) => client.messages.list({ pageSize: 2 }),
  },
  {
    name: 'lists over pages, meta style',
    answers: [services(2, nextUrl), services(1, null)],
    call: (client) => client.verify.v2.services.list({ pageSize: 2 }),
  },
  {
    name: 'stops at a limit',
    answers: [v2010(2, nextUri)],
    call: (client) => client.messages.list({ limit: 1 }),
  },
  {
    name: 'lists with filters of dates and texts',
    answers: [v2010(0, null)],
    call: (client) =>
      client.messages.list({
        to: '+15558675310',
        dateSentAfter: new Date('2026-01-01T00:00:00Z'),
        dateSentBefore: new Date('2026-02-01T00:00:00Z'),
      }),
  },
  {
    name: 'visits each',
    answers: [v2010(2, nextUri), v2010(1, null)],
    call: (client) =>
      new Promise((resolve, reject) => {
        const seen: unknown[] = [];
        client.messages.each({
          pageSize: 2,
          callback: (message) => void seen.push(message.sid),
          done: (error?: Error) => (error ? reject(error) : resolve(seen)),
        });
      }),
  },
  {
    name: 'reads one page and the next',
    answers: [v2010(2, nextUri), v2010(1, null)],
    call: async (client) => {
      const page = await client.messages.page({ pageSize: 2 });
      const next = await page.nextPage();
      return [page.instances, next?.instances, next?.nextPageUrl];
    },
  },
  {
    name: 'reads a page by its address',
    answers: [v2010(1, null)],
    call: (client) => client.messages.getPage(`https://api.twilio.com${nextUri}`),
  },
  {
    name: 'rejects a list that is refused',
    answers: [{ status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } }],
    call: (client) => client.messages.list(),
  },
  {
    name: 'rejects a list whose second page is refused',
    answers: [v2010(2, nextUri), { status: 404, body: { code: 20404, message: 'Gone' } }],
    call: (client) => client.messages.list({ pageSize: 2 }),
  },
  {
    name: 'acts for a subaccount',
    answers: [{ status: 201, body: MESSAGE }],
    call: (client) =>
      client.api.v2010
        .accounts(`AC${'9'.repeat(32)}`)
        .messages.create({ to: '+15558675310', from: '+15557122661', body: 'x' }),
  },
  {
    name: 'fetches with HTTP details',
    answers: [{ body: MESSAGE, headers: { 'twilio-request-id': 'RQ1' } }],
    call: (client) => client.messages(MESSAGE_SID).fetchWithHttpInfo(),
  },
  {
    name: 'creates with HTTP details',
    answers: [{ status: 201, body: MESSAGE, headers: { 'twilio-concurrent-requests': '1' } }],
    call: (client) => client.messages.createWithHttpInfo({ to: '+1', from: '+2', body: 'x' }),
  },
  {
    name: 'removes with HTTP details',
    answers: [{ status: 204, headers: { 'twilio-request-id': 'RQ1' } }],
    call: (client) => client.messages(MESSAGE_SID).removeWithHttpInfo(),
  },
  {
    name: 'lists with HTTP details',
    answers: [v2010(2, nextUri), v2010(1, null)],
    call: (client) => client.messages.listWithHttpInfo({ pageSize: 2 }),
  },
  {
    name: 'throws with HTTP details',
    answers: [{ status: 400, body: { code: 21211, message: 'Invalid' } }],
    call: (client) => client.messages.createWithHttpInfo({ to: '+1', from: '+2', body: 'x' }),
  },
];
