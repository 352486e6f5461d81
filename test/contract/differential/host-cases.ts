import { MESSAGE, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const answers = [{ body: MESSAGE }];
const fetch: DifferentialCase['call'] = (client) => client.messages(MESSAGE_SID).fetch();

/** Regions, edges, products, and headers set by the caller. */
export const HOST_CASES: readonly DifferentialCase[] = [
  {
    name: 'uses region and edge',
    location: { region: 'ie1', edge: 'dublin' },
    answers,
    call: fetch,
  },
  {
    name: 'uses the region and edge of Sydney',
    location: { region: 'au1', edge: 'sydney' },
    answers,
    call: fetch,
  },
  { name: 'uses an edge without a region', location: { edge: 'sydney' }, answers, call: fetch },
  { name: 'uses a region without an edge', location: { region: 'ie1' }, answers, call: fetch },
  {
    name: 'keeps the region of a paging link',
    location: { region: 'ie1', edge: 'dublin' },
    call: (client) =>
      client.request({ method: 'get', uri: 'https://verify.twilio.com/v2/Services' } as never),
  },
  ...(['verify', 'lookups', 'studio', 'sync', 'iam', 'accounts'] as const).map((product) => ({
    name: `uses the host of ${product}`,
    call: (client: Parameters<DifferentialCase['call']>[0]) =>
      client.request({ method: 'get', uri: `https://${product}.twilio.com/v1/x` } as never),
  })),
  {
    name: 'allows the default port in the URL',
    call: (client) =>
      client.request({ method: 'get', uri: 'https://api.twilio.com:443/x' } as never),
  },
  {
    name: 'sends headers set by the caller',
    call: (client) =>
      client.request({
        method: 'get',
        uri: 'https://api.twilio.com/x',
        headers: {
          'X-Twilio-Test': 'a',
          'I-Twilio-Idempotency-Token': 'b',
          accept: 'text/csv',
          'if-match': '"1"',
        },
      } as never),
  },
  {
    name: 'keeps a content type with parameters, and sends no body',
    call: (client) =>
      client.request({
        method: 'post',
        uri: 'https://api.twilio.com/x',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        data: { a: 1 },
      } as never),
  },
  {
    name: 'recognizes a content type only by its exact header name',
    call: (client) =>
      client.request({
        method: 'post',
        uri: 'https://api.twilio.com/x',
        headers: { 'content-type': 'application/json' },
        data: { a: 1 },
      } as never),
  },
  {
    name: 'validates the certificate without a credential',
    call: (client) => client.validateSslCert(),
  },
];
