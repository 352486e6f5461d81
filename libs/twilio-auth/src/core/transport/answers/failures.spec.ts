import { runInNewContext } from 'node:vm';
import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import { failureCode, failureOf } from './failures.js';

const named = (name: string): Error => Object.assign(new Error('private words'), { name });

/** As under Jest, whose tests have an `Error` of their own. */
const fromAnotherRealm: unknown = runInNewContext(
  'Object.assign(new Error("x"), { code: "ECONNREFUSED" })',
);

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
    ['the name of the error, where there is no code', named('HTTPParserError'), 'HTTPParserError'],
    ['the code of an error of another realm', fromAnotherRealm, 'ECONNREFUSED'],
    ['its own for a 100 Continue', new errors.SocketError('bad response'), 'UNEXPECTED_CONTINUE'],
    ['nothing for a mistake of our own', new TypeError('x is not a function'), undefined],
    ['nothing for one in another realm', runInNewContext('new ReferenceError("x")'), undefined],
    ['UNKNOWN for a thrown string', 'private words', 'UNKNOWN'],
  ])('is %s', (_, error, code) => {
    expect(failureCode(error)).toBe(code);
  });
});

describe('a failure', () => {
  it('is an error of ours that carries the code alone', () => {
    expect(failureOf(fromAnotherRealm, 'no')).toMatchObject({ code: 'ECONNREFUSED', sent: 'no' });
  });

  it('was sent when there is an answer, whatever it is worth', () => {
    const parserError = named('HTTPParserError');
    expect(failureOf(parserError, 'unknown')).toMatchObject({ sent: 'yes' });
  });

  it('is a mistake of our own as it is', () => {
    const mistake = new TypeError('x is not a function');
    expect(failureOf(mistake, 'no')).toBe(mistake);
  });
});
