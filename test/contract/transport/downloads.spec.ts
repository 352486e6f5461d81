import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../../libs/twilio-auth/src/testing/fake-clock.js';
import {
  startRecordingServer,
  type Answer,
  type RecordingServer,
} from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import { rejectionOf } from '#test/support/thrown.js';
import type {
  DownloadRequest,
  TransportOptions,
} from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { AUTHORIZATION, request } from './loopback.js';

const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
const FILE = randomBytes(300_000);

describe('a download', () => {
  let certificate: TestCertificate;
  let twilio: RecordingServer;
  let storage: RecordingServer;
  beforeAll(async () => {
    certificate = makeTestCertificate();
    twilio = await startRecordingServer(certificate);
    storage = await startRecordingServer(certificate);
  });
  afterAll(() => Promise.all([twilio.close(), storage.close()]));

  /** A transport whose requests go to the two servers, with the answers to them. */
  function open(answer: Answer, options: Partial<TransportOptions> = {}) {
    for (const { requests } of [twilio, storage]) requests.length = 0;
    const location = `https://localhost:${storage.port}/file?signature=x`;
    twilio.answer({ status: 307, headers: { location } });
    storage.answer(answer);
    const http = { ca: certificate.ca, retries: 0, ...options.http };
    const transport = openTransport({ ...options, apiBaseUrl: twilio.origin, http });
    onTestFinished(() => transport.close(0));
    const credential = new TestCredential(AUTHORIZATION);
    const download = (more: Partial<DownloadRequest> = {}) =>
      transport.download({ url, credential, ...more });
    const stream = async (more: Partial<DownloadRequest> = {}): Promise<Readable> =>
      (await download(more)).body as Readable;
    return { transport, credential, download, stream };
  }
  const endless: Answer = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(FILE));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
  const begun: Answer = (_, response) => void response.write('begun');

  it('is the bytes as they are, and the storage host gets no credential', async () => {
    const { download } = open({ body: FILE, headers: { 'content-type': 'audio/x-wav' } });
    const { body, ...answer } = await download();
    expect((await buffer(body as Readable)).equals(FILE)).toBe(true);
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'audio/x-wav' } });
    expect(twilio.requests).toMatchObject([
      { method: 'GET', headers: { authorization: AUTHORIZATION, 'accept-encoding': 'identity' } },
    ]);
    expect(storage.requests).toMatchObject([{ url: '/file?signature=x' }]);
    expect(storage.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    'https://example.com/x',
    'http://api.twilio.com/x',
    'https://api.twilio.com.evil.example/x',
  ])('is refused from %s before the credential is read', async (elsewhere) => {
    const { credential, download } = open({});
    await expect(download({ url: elsewhere })).rejects.toMatchObject({ reason: 'host-refused' });
    expect(credential.reads).toBe(0);
  });

  it('does not follow a redirect to plain http', async () => {
    const { download } = open({});
    twilio.answer({ status: 302, headers: { location: 'http://localhost:9/file' } });
    expect(await download()).toMatchObject({ statusCode: 302 });
  });

  it('is repeated once after a 401, when a new credential is ready', async () => {
    const { stream } = open({});
    twilio.answer({ status: 401, body: { code: 20003 } }, { body: FILE });
    const credential = new TestCredential('Bearer old', 'Bearer new');
    expect((await buffer(await stream({ credential }))).equals(FILE)).toBe(true);
    expect(twilio.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
  });

  const tooLarge = { code: 'TWILIO_AUTH_ANSWER_INVALID', reason: 'MEDIA_TOO_LARGE' };

  it('that is too large by its Content-Length is not begun', async () => {
    const headers = { 'content-length': String(FILE.length) };
    const { download, stream } = open({ body: FILE, headers });
    expect(await rejectionOf(download({ maxBytes: FILE.length - 1 }))).toMatchObject(tooLarge);
    expect(await buffer(await stream({ maxBytes: FILE.length }))).toHaveLength(FILE.length);
  });

  it('that turns out to be too large ends with an error, and frees its connection', async () => {
    const { stream, transport, credential } = open(endless, { http: { connections: 1 } });
    const error = await rejectionOf(buffer(await stream({ maxBytes: 1_000_000 })));
    expect(error).toMatchObject({ ...tooLarge, host: 'api.twilio.com' });
    twilio.answer({ body: {} });
    expect(await request(transport, credential)).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['its reader', (body: Readable) => void body.destroy()],
    ['its signal', (_: Readable, abort: AbortController) => abort.abort(new Error('enough'))],
  ])('ends with %s, at the server too', async (_, end) => {
    let closed: Promise<unknown> = Promise.resolve();
    const { stream } = open((_request, response) => {
      closed = once(response, 'close');
      endless(_request, response);
    });
    const abort = new AbortController();
    const body = await stream({ signal: abort.signal });
    const outcome = once(body, 'close').catch((error: unknown) => error);
    end(body, abort);
    await closed;
    if (abort.signal.aborted) expect(await outcome).toMatchObject({ message: 'enough' });
  });

  it('that is ended before it began has read nothing', async () => {
    const { download } = open(endless);
    twilio.answer(() => {});
    const abort = new AbortController();
    const call = rejectionOf(download({ signal: abort.signal }));
    await twilio.received(1);
    abort.abort();
    expect(await call).toMatchObject({ reason: 'ABORTED' });
    expect(await rejectionOf(download({ signal: abort.signal }))).toMatchObject({ sent: 'no' });
    expect(twilio.requests).toHaveLength(1);
  });

  it('that breaks off ends with an error, never as if it were complete', async () => {
    const { stream } = open((_, response) => {
      response.write('half', () => response.destroy());
    });
    const error = await rejectionOf(buffer(await stream()));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONNECTION_FAILED', sent: 'yes' });
    expect(JSON.stringify(error)).not.toContain('signature');
  });

  it('ends when nothing is read of it for too long, so that its connection is not lost', async () => {
    const clock = new FakeClock();
    const { stream } = open(endless, { clock });
    const unread = await stream();
    await once(unread, 'readable');
    await clock.advance(29_000);
    unread.read();
    await expect.poll(() => unread.readableLength).toBeGreaterThan(0);
    await clock.advance(29_000);
    expect(unread.destroyed).toBe(false);
    const outcome = once(unread, 'close').catch((error: unknown) => error);
    await clock.advance(1_000);
    expect(await outcome).toMatchObject({ reason: 'MEDIA_UNREAD' });
  });

  it('ends when no more bytes come', async () => {
    const clock = new FakeClock();
    const { stream } = open(begun, { clock });
    const stuck = await stream();
    const outcome = rejectionOf(buffer(stuck));
    await expect.poll(() => clock.waiting).toEqual([30_000]);
    await clock.advance(30_000);
    expect(await outcome).toMatchObject({ reason: 'TIMEOUT' });
  });

  it('is an error when it is compressed, although it was not to be', async () => {
    const { download } = open({ body: gzipSync(FILE), headers: { 'content-encoding': 'gzip' } });
    expect(await rejectionOf(download())).toMatchObject({ reason: 'MEDIA_ENCODED' });
  });

  it('may be finished while the application shuts down, for as long as that may take', async () => {
    const { stream, transport } = open({ body: FILE });
    const body = await stream();
    const closed = transport.close(10_000);
    expect((await buffer(body)).equals(FILE)).toBe(true);
    await closed;
  });

  it('is cut off by the end of the application', async () => {
    const { stream, transport } = open(begun);
    const outcome = rejectionOf(buffer(await stream()));
    await transport.close(0);
    expect(await outcome).toMatchObject({ reason: 'UND_ERR_DESTROYED' });
  });
});
