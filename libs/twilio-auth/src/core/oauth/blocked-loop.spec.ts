import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_SID } from '#test/support/configuration.js';
import { startRuntime } from '#test/support/runtime.js';

/** A server in a process of its own, which answers while this one is blocked. */
const SERVER = `
const server = require('node:http').createServer((request, response) => {
  request.resume().on('end', () => {
    process.send('arrived');
    const body = JSON.stringify({ access_token: 'token', expires_in: 0 });
    setTimeout(() => response.end(body), 20);
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit());
`;

let server: ChildProcess;
let apiBaseUrl: string;
beforeEach(async () => {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  server = spawn(process.execPath, ['-e', SERVER], { stdio: [...stdio] });
  const [port] = (await once(server, 'message')) as [number];
  apiBaseUrl = `http://127.0.0.1:${port}`;
});
afterEach(() => {
  server.disconnect();
});

describe('A blocked event loop', () => {
  it('turns no token that arrived meanwhile into a timeout', async () => {
    const clientId = `OQ${'b'.repeat(32)}`;
    const auth = { method: 'oauth', clientId, clientSecret: 'secret' } as const;
    const oauth = { timeoutMs: 1_500 };
    const runtime = await startRuntime({ accountSid: ACCOUNT_SID, auth, oauth, apiBaseUrl });
    const account = runtime.accounts.get();
    // Loads the transport and opens the connection, which is not what is tested.
    const warmedUp = once(server, 'message');
    await account.authorization();
    await warmedUp;
    let requests = 0;
    server.on('message', () => (requests += 1));
    const header = account.authorization();
    await once(server, 'message');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
    expect(await header).toBe('Bearer token');
    expect(requests).toBe(1);
  });
});
