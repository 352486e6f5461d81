import { MESSAGE, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const answers = [{ body: MESSAGE }];
const fetch: DifferentialCase['call'] = (client) => client.messages(MESSAGE_SID).fetch();

/** Regions, edges, products, and headers of a caller's own. */
export const PLACE_CASES: readonly DifferentialCase[] = [
  {
    name: 'speaks to a region at its edge',
    place: { region: 'ie1', edge: 'dublin' },
    answers,
    call: fetch,
  },
  { name: 'speaks to Sydney', place: { region: 'au1', edge: 'sydney' }, answers, call: fetch },
  { name: 'speaks to an edge alone', place: { edge: 'sydney' }, answers, call: fetch },
  { name: 'speaks to a region alone', place: { region: 'ie1' }, answers, call: fetch },
  {
    name: 'keeps the region of a paging link',
    place: { region: 'ie1', edge: 'dublin' },
    call: (client) =>
      client.request({ method: 'get', uri: 'https://verify.twilio.com/v2/Services' } as never),
  },
  ...(['verify', 'lookups', 'studio', 'sync', 'iam', 'accounts'] as const).map((product) => ({
    name: `speaks to ${product}`,
    call: (client: Parameters<DifferentialCase['call']>[0]) =>
      client.request({ method: 'get', uri: `https://${product}.twilio.com/v1/x` } as never),
  })),
  {
    name: 'names the default port explicitly',
    call: (client) =>
      client.request({ method: 'get', uri: 'https://api.twilio.com:443/x' } as never),
  },
  {
    name: 'sends headers of the caller',
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
    name: 'keeps a content type with parameters, and so no body',
    call: (client) =>
      client.request({
        method: 'post',
        uri: 'https://api.twilio.com/x',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        data: { a: 1 },
      } as never),
  },
  {
    name: 'knows a content type by its exact name only',
    call: (client) =>
      client.request({
        method: 'post',
        uri: 'https://api.twilio.com/x',
        headers: { 'content-type': 'application/json' },
        data: { a: 1 },
      } as never),
  },
  {
    name: 'checks the certificate without a credential',
    call: (client) => client.validateSslCert(),
  },
];
