import { CREATED, MESSAGE, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const to = '+15558675310';
const from = '+15557122661';

/** Every HTTP method of the SDK, by resource and by `client.request()`. */
export const VERB_CASES: readonly DifferentialCase[] = [
  {
    name: 'creates a message',
    answers: [CREATED],
    call: (client) => client.messages.create({ to, from, body: 'Hello' }),
  },
  {
    name: 'fetches a message',
    answers: [{ body: MESSAGE }],
    call: (client) => client.messages(MESSAGE_SID).fetch(),
  },
  {
    name: 'updates a message',
    answers: [{ body: { ...MESSAGE, body: '' } }],
    call: (client) => client.messages(MESSAGE_SID).update({ body: '' }),
  },
  {
    name: 'removes a message, answered 204',
    answers: [{ status: 204 }],
    call: (client) => client.messages(MESSAGE_SID).remove(),
  },
  {
    name: 'puts JSON',
    answers: [{ body: { sid: 'OQ1' } }],
    call: (client) =>
      client.iam.v1
        .oAuthApps(`OQ${'e'.repeat(32)}`)
        .update({ type: 'Client Credential', friendlyName: 'ü' }),
  },
  {
    name: 'patches a knowledge base',
    answers: [{ body: { id: 'x' } }],
    call: (client) =>
      client.request({
        method: 'patch',
        uri: 'https://knowledge.twilio.com/v2/KnowledgeBases/x',
        data: { displayName: 'y' },
        headers: { 'Content-Type': 'application/json' },
      } as never),
  },
  ...(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const).flatMap((method) => [
    {
      name: `sends ${method} without a body`,
      call: (client) => client.request({ method, uri: 'https://api.twilio.com/x' } as never),
    } satisfies DifferentialCase,
    {
      name: `sends ${method.toUpperCase()} in capitals with data`,
      call: (client) =>
        client.request({
          method: method.toUpperCase(),
          uri: 'https://api.twilio.com/x',
          data: { A: 'b' },
        } as never),
    } satisfies DifferentialCase,
    {
      name: `sends ${method} with a form`,
      call: (client) =>
        client.request({
          method,
          uri: 'https://api.twilio.com/x',
          data: { A: 'b' },
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        } as never),
    } satisfies DifferentialCase,
    {
      name: `sends ${method} with JSON`,
      call: (client) =>
        client.request({
          method,
          uri: 'https://api.twilio.com/x',
          data: { a: ['b', 1, null, { c: true }] },
          headers: { 'Content-Type': 'application/json' },
        } as never),
    } satisfies DifferentialCase,
  ]),
];
