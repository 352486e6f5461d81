import { firstValueFrom } from 'rxjs';
import { expect, it } from 'vitest';
import { GraphqlFailure, rpcAnswer, sendToGatewayClient } from './transport-answers.js';

const BODY = {
  statusCode: 503,
  errorCode: 'TWILIO_API_THROTTLED',
  twilioCode: 20429,
  message: 'Twilio cannot be used at the moment.',
} as const;
const ANSWER = { body: BODY, retryAfterSeconds: 7 };

it('tells the caller of a message handler how long to wait', async () => {
  const failure = { status: 'error', ...BODY, retryAfterSeconds: 7 };
  await expect(firstValueFrom(rpcAnswer(ANSWER))).rejects.toEqual(failure);
  await expect(firstValueFrom(rpcAnswer({ body: BODY }))).rejects.toEqual({
    status: 'error',
    ...BODY,
  });
});

it('emits the event exception to a client of Socket.IO', () => {
  const emitted: unknown[] = [];
  const client = {
    emit: (event: string, data: unknown) => void emitted.push(event, data),
    send: () => void emitted.push('a message event'),
  };
  sendToGatewayClient(client, ANSWER);
  expect(emitted).toEqual(['exception', { status: 'error', ...BODY, retryAfterSeconds: 7 }]);
});

it('sends the event exception as JSON to a WebSocket, whose emit() reaches nobody', () => {
  const sent: string[] = [];
  const client = {
    readyState: 1,
    emit: () => expect.unreachable(),
    send: (text: string) => void sent.push(text),
  };
  sendToGatewayClient(client, { body: BODY });
  expect(sent).toEqual([
    JSON.stringify({ event: 'exception', data: { status: 'error', ...BODY } }),
  ]);
});

it('sends nothing to a client without either, and does not fail', () => {
  sendToGatewayClient({}, ANSWER);
  sendToGatewayClient({ readyState: 1 }, ANSWER);
});

it('is an error with extensions for GraphQL', () => {
  const { message, errorCode: code, ...rest } = BODY;
  const failure = new GraphqlFailure(ANSWER);
  expect(failure).toMatchObject({ message, extensions: { code, ...rest, retryAfterSeconds: 7 } });
  expect(String(failure)).toBe(`TwilioGraphqlFailure: ${message}`);
});
