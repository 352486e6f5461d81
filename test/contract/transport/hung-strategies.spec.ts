import { describe, expect, it } from 'vitest';
import { TestCredential } from '#test/support/test-credential.js';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import { request, useLoopback } from './loopback.js';

const never = <T>(): Promise<T> => new Promise(() => {});
const late = { code: 'TWILIO_AUTH_CONNECTION_FAILED', reason: 'credential-timeout' };
const closed = { code: 'TWILIO_AUTH_CONNECTION_FAILED', reason: 'UND_ERR_CLOSED' };

/** A credential whose header is there for its first calls only. */
class HungCredential extends TestCredential {
  readonly hasToWait = true;
  readonly #headers: number;

  constructor(headers = 0) {
    super('Bearer old', 'Bearer new');
    this.#headers = headers;
  }

  override authorization(): Promise<string> {
    const header = super.authorization();
    return this.reads > this.#headers ? never() : header;
  }
}

describe('a strategy that never answers with a header', () => {
  const loopback = useLoopback();

  it('ends the call after its timeout, and nothing is sent', async () => {
    const clock = new FakeClock();
    const { server, open } = loopback;
    const data = { Body: 'x' };
    const call = request(open({ clock }), new HungCredential(), {
      method: 'post',
      data,
      timeout: 700,
    });
    const refused = expect(call).rejects.toMatchObject({
      ...late,
      account: 'default',
      sent: 'no',
      retryable: true,
      message: expect.stringMatching(/^POST .* was not sent to api\.twilio\.com/),
      hint: expect.stringContaining('http.timeoutMs'),
    });
    await clock.advance(699);
    expect(clock.waiting).toEqual([1]);
    await clock.advance(1);
    await refused;
    expect(server.requests).toEqual([]);
    expect(clock.waiting).toEqual([]);
  });

  it('ends a call without a timeout of its own after that of the transport', async () => {
    const clock = new FakeClock();
    const { open } = loopback;
    const calls = [open({ clock }), open({ clock, http: { timeoutMs: 5_000 } })].map((transport) =>
      request(transport, new HungCredential()),
    );
    const refused = calls.map((call) => expect(call).rejects.toMatchObject(late));
    expect(clock.waiting).toEqual([5_000, 30_000]);
    await clock.advance(30_000);
    await Promise.all(refused);
  });

  it('is not asked again: each retry would wait as long', async () => {
    const credential = new HungCredential();
    const call = request(loopback.open(), credential, { timeout: 20 });
    await expect(call).rejects.toMatchObject(late);
    expect(credential.reads).toBe(1);
  });

  it('ends the call when the transport closes', async () => {
    const transport = loopback.open();
    const refused = expect(request(transport, new HungCredential())).rejects.toMatchObject(closed);
    await transport.close(0);
    await refused;
    await expect(request(transport, new HungCredential())).rejects.toMatchObject(closed);
  });
});

describe('a strategy that never says whether it has another credential', () => {
  const loopback = useLoopback();
  const rejection = { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };

  it.each([
    ['rejected()', 2],
    ['authorization() after it', 1],
  ])('ends the call with the 401 that it has: %s', async (method, headers) => {
    const clock = new FakeClock();
    const { server, open } = loopback;
    server.answer(rejection);
    const credential = new HungCredential(headers);
    if (method === 'rejected()') credential.rejected = () => never();
    const call = request(open({ clock }), credential, { timeout: 700 });
    await expect.poll(() => server.requests.length).toBe(1);
    await expect.poll(() => clock.waiting).toEqual([700]);
    await clock.advance(700);
    expect(await call).toMatchObject({ statusCode: 401, body: rejection.body });
    expect(server.requests).toHaveLength(1);
  });

  it('ends the call with its error where it throws one', async () => {
    const { server, open } = loopback;
    server.answer(rejection);
    const credential = new TestCredential('Bearer old');
    credential.rejected = () => Promise.reject(new Error('the vault is sealed'));
    await expect(request(open(), credential)).rejects.toThrow('the vault is sealed');
  });
});
