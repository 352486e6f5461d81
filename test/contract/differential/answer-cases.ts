import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Answer } from '#test/support/recording-server.js';
import { MESSAGE, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const json = JSON.stringify(MESSAGE);
const problem = {
  type: 'https://www.twilio.com/docs/api/errors/20404',
  title: 'Not found',
  status: 404,
  code: 20404,
  detail: 'No such thing',
  instance: '/x/1',
  errors: [{ detail: 'a', pointer: '#/a' }],
};
const classic = { code: 21211, message: "Invalid 'To'", more_info: 'https://x', status: 400 };

const ANSWERS: Readonly<Record<string, Answer>> = {
  'an empty 200': { status: 200 },
  'a 204': { status: 204 },
  'a 204 that claims to be gzip': { status: 204, headers: { 'content-encoding': 'gzip' } },
  'a 202 with nothing': { status: 202, headers: { 'content-length': '0' } },
  'JSON of an unsaid type': { body: json, headers: { 'content-type': 'text/plain' } },
  'JSON after a byte order mark': { body: `\ufeff${json}` },
  'JSON with spaces around': { body: ` \n${json}\n` },
  'the text null': { body: 'null' },
  'a number': { body: '42' },
  'an array': { body: [1, 2] },
  gzip: { body: gzipSync(json), headers: { 'content-encoding': 'gzip' } },
  'gzip, by its old name': { body: gzipSync(json), headers: { 'content-encoding': 'x-gzip' } },
  'gzip, in capitals': { body: gzipSync(json), headers: { 'content-encoding': 'GZIP' } },
  'gzip of nothing': { body: gzipSync(''), headers: { 'content-encoding': 'gzip' } },
  'nothing, called gzip': { headers: { 'content-encoding': 'gzip' } },
  deflate: { body: deflateSync(json), headers: { 'content-encoding': 'deflate' } },
  'raw deflate': { body: deflateRawSync(json), headers: { 'content-encoding': 'deflate' } },
  brotli: { body: brotliCompressSync(json), headers: { 'content-encoding': 'br' } },
  'an unknown encoding': { body: json, headers: { 'content-encoding': 'identity' } },
  'a header twice': {
    body: json,
    headers: { 'x-twice': ['a', 'b'], 'Set-Cookie': ['c=1', 'd=2'] },
  },
  'one cookie': { body: json, headers: { 'set-cookie': ['c=1'] } },
  chunks: (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(Buffer.from(json).subarray(0, 75), () =>
      response.end(Buffer.from(json).subarray(75)),
    );
  },
  '100 kilobytes': { body: { ...MESSAGE, body: 'ä'.repeat(50_000) } },
  'a classic error': { status: 400, body: classic },
  'a classic error with details': { status: 400, body: { ...classic, details: { a: [1] } } },
  'an error of RFC 9457': { status: 404, body: problem },
  'a bare error of RFC 9457': {
    status: 422,
    body: { type: 'about:blank', title: 'No', status: 422, code: 1 },
  },
  'almost an error of RFC 9457': { status: 422, body: { ...problem, code: '20404' } },
  'an HTML error': {
    status: 502,
    body: '<html>Bad gateway</html>',
    headers: { 'content-type': 'text/html' },
  },
  'an empty error': { status: 503 },
  'an error that is an array': { status: 400, body: [] },
  'an error without a message': { status: 400, body: { code: 1 } },
  'a 401': { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
  'a 403': { status: 403, body: { code: 70051, message: 'Authorization failed', status: 403 } },
  'a 404': { status: 404, body: { code: 20404, message: 'Not found', status: 404 } },
  'a 409': { status: 409, body: classic },
  'a 429 of a product': { status: 429, body: { code: 60212, message: 'Slow down', status: 429 } },
  'a 429': { status: 429, body: { code: 20429, message: 'Too many', status: 429 } },
  'a 500': { status: 500, body: { code: 20500, message: 'Oops', status: 500 } },
  ...Object.fromEntries(
    [301, 302, 303, 304, 307, 308].map((status) => [
      `a ${status}`,
      { status, headers: { location: 'https://api.twilio.com/elsewhere' } },
    ]),
  ),
};

/** Every kind of call, to compare how each handles the answer. */
const CALLS: Readonly<Record<string, DifferentialCase['call']>> = {
  fetch: (client) => client.messages(MESSAGE_SID).fetch(),
  create: (client) =>
    client.messages.create({ to: '+15558675310', from: '+15557122661', body: 'x' }),
  remove: (client) => client.messages(MESSAGE_SID).remove(),
  'client.request': (client) =>
    client.request({ method: 'get', uri: 'https://api.twilio.com/x' } as never),
};

/** The SDK throws the error of its parser where nothing came instead of a resource. */
const EMPTY = /^(an empty 200|a 20[24]\b.*|gzip of nothing|nothing, called gzip)$/;
const isOurOwn = (kind: string, what: string): boolean =>
  EMPTY.test(what) && (kind === 'fetch' || kind === 'create');

export const ANSWER_CASES: readonly DifferentialCase[] = Object.entries(ANSWERS).flatMap(
  ([what, answer]) =>
    Object.entries(CALLS)
      .filter(([kind]) => !isOurOwn(kind, what))
      .map(([kind, call]) => ({ name: `${kind} reads ${what}`, answers: [answer], call })),
);
