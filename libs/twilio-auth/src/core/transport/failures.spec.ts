import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import { failureCode } from './failures.js';

describe('the code of a failure', () => {
  it.each([
    ['the code of the system', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['the code of the HTTP client', new errors.SocketError('x'), 'UND_ERR_SOCKET'],
    ['the code of its cause', new Error('x', { cause: { code: 1 } }), 'UNKNOWN'],
    [
      'the code of an error below',
      new TypeError('x', { cause: new errors.ConnectTimeoutError('x') }),
      'UND_ERR_CONNECT_TIMEOUT',
    ],
    [
      'the name of the error, where there is no code',
      new RangeError('private words'),
      'RangeError',
    ],
    [
      "the proxy's status",
      new errors.RequestAbortedError('Proxy response (502) !== 200 when HTTP Tunneling'),
      'PROXY_502',
    ],
    ['UNKNOWN for a thrown string', 'private words', 'UNKNOWN'],
  ])('is %s', (_, error, code) => {
    expect(failureCode(error)).toBe(code);
  });
});
