import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../log/request-log.js';
import { requestLine } from './request-line.js';

const REQUEST: LoggedRequest = {
  id: 'RQ1',
  at: '2026-01-02T12:30:05.123Z',
  durationMs: 3.4,
  method: 'POST',
  host: '127.0.0.1:4010',
  path: '/2010-04-01/Accounts/AC1/Messages.json',
  status: 201,
  code: undefined,
  credential: { kind: 'api-key', sid: 'SK1', name: 'Standard key' },
  account: 'AC1',
  permission: undefined,
  params: {},
  ignored: [],
};

const NONE = { kind: 'none', sid: undefined, name: undefined } as const;

describe('the line of a request', () => {
  it.each<[string, Partial<LoggedRequest>, string]>([
    [
      'time, status, request, credential and duration',
      {},
      '12:30:05 201 POST /2010-04-01/Accounts/AC1/Messages.json, Standard key SK1, 3 ms',
    ],
    [
      'the code of an error',
      {
        status: 401,
        code: 20003,
        credential: { kind: 'api-key', sid: 'SK1', name: undefined },
      },
      '12:30:05 401 20003 POST /2010-04-01/Accounts/AC1/Messages.json, api-key SK1, not accepted, 3 ms',
    ],
    [
      "Twilio's host, and the client that asks for a token",
      {
        host: 'oauth.twilio.com',
        path: '/v2/token',
        credential: NONE,
        params: { client_id: 'OQ1', client_secret: '[secret]' },
      },
      '12:30:05 201 POST oauth.twilio.com/v2/token, client OQ1, 3 ms',
    ],
    [
      'nothing that is no client id, since it may be the secret in the wrong variable',
      {
        path: '/v2/token',
        credential: NONE,
        params: { client_id: 'the-secret-of-an-app', client_secret: '[secret]' },
      },
      '12:30:05 201 POST /v2/token, unknown client, 3 ms',
    ],
    [
      'that there is no credential',
      { path: '/x', credential: NONE },
      '12:30:05 201 POST /x, no credential, 3 ms',
    ],
    [
      'that the connection was cut',
      { status: undefined, durationMs: undefined, path: '/x' },
      '12:30:05 cut off POST /x, Standard key SK1',
    ],
    [
      'a name without its control characters',
      { path: '/x', credential: { kind: 'api-key', sid: 'SK1', name: 'a\u001b[2J\nb' } },
      '12:30:05 201 POST /x, a?[2J?b SK1, 3 ms',
    ],
  ])('shows %s', (_title, changes, line) => {
    expect(requestLine({ ...REQUEST, ...changes })).toBe(`${line}\n`);
  });
});
