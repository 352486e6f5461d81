import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';

const APP = fileURLToPath(new URL('../support/frozen-app.mjs', import.meta.url));

/** Both hosts. */
let server: RecordingServer;
/** Of the tokens that it grants from now on. */
let lifetimeS: number;
let tokens: number;
/** When the last token expires. */
let expiresAtMs: number;
let onTokenRequest: ((request: IncomingMessage) => void) | undefined;
let app: ChildProcess;

beforeEach(async () => {
  [lifetimeS, tokens, onTokenRequest] = [2, 0, undefined];
  server = await startRecordingServer();
  server.answer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v2/token') return answerTokenRequest(request, response);
    const isValid = request.headers.authorization === `Bearer token-${tokens}`;
    const status = isValid && Date.now() < expiresAtMs ? 200 : 401;
    return response.writeHead(status).end(JSON.stringify({ sid: 'SM1', code: 20003 }));
  });
  app = fork(APP, [server.origin], { env: {} });
  await once(app, 'message');
  app.on('message', ({ id, outcome }: { id: number; outcome: string }) => {
    pending.get(id)?.(outcome);
    pending.delete(id);
  });
});
afterEach(async () => {
  app.kill('SIGKILL');
  await server.close();
});

function answerTokenRequest(request: IncomingMessage, response: ServerResponse): void {
  if (onTokenRequest !== undefined) return onTokenRequest(request);
  tokens += 1;
  expiresAtMs = Date.now() + lifetimeS * 1000;
  const grant = { access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: lifetimeS };
  response.end(JSON.stringify(grant));
}

/** Calls that have no outcome yet. */
const pending = new Map<number, (outcome: string) => void>();
let lastId = 0;

/** The SID of what the call fetched, or why it failed. */
function call(): Promise<string> {
  lastId += 1;
  app.send(lastId);
  return new Promise((settle) => pending.set(lastId, settle));
}

/** What was sent to either host, in order: `fetch`, or the token of a call. */
const sent = (): readonly string[] =>
  server.requests.map(({ url, headers }) =>
    url === '/v2/token' ? 'fetch' : String(headers.authorization),
  );

/**
 * Stops the process, as a function platform does between two invocations, until its token has expired. The
 * other side closes its connections meanwhile.
 */
async function freeze(): Promise<void> {
  app.kill('SIGSTOP');
  server.dropConnections();
  await setTimeout(Math.max(0, expiresAtMs - Date.now()) + 1_500);
}

describe('A process that was stopped until its token had expired', () => {
  it('fetches one token, and sends no call with the old one', async () => {
    expect(await call()).toBe('SM1');
    await freeze();
    const calls = [call(), call()];
    app.kill('SIGCONT');
    expect(await Promise.all(calls)).toEqual(['SM1', 'SM1']);
    expect(sent()).toEqual([
      'fetch',
      'Bearer token-1',
      'fetch',
      'Bearer token-2',
      'Bearer token-2',
    ]);
  });

  it('fetches again where a refresh was under way, whose time was over and whose connection was closed', async () => {
    lifetimeS = 5;
    expect(await call()).toBe('SM1');
    const lost: IncomingMessage[] = [];
    onTokenRequest = (request) => void lost.push(request);
    // Calls begin the refresh a second before the token expires.
    while (lost.length === 0) await Promise.race([call(), setTimeout(20)]);
    while (pending.size > 0) await setTimeout(1);
    await freeze();
    onTokenRequest = undefined;
    const before = sent().length;
    const first = call();
    app.kill('SIGCONT');
    expect(await first).toBe('SM1');
    expect(sent().slice(before)).toEqual(['fetch', 'Bearer token-2']);
  });
});
