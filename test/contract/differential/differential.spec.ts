import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConnectProxy, type ConnectProxy } from '#test/support/connect-proxy.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { clientOn, KEY_SECRET, KEY_SID, openTransport, sdkClient } from '#test/support/sdk-pair.js';
import { basic, TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import type { Transport } from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { ANSWER_CASES } from './answer-cases.js';
import { ENCODING_CASES } from './encoding-cases.js';
import { observe } from './observe.js';
import { PAGING_CASES } from './paging-cases.js';
import { HOST_CASES } from './host-cases.js';
import { VERB_CASES } from './verb-cases.js';

const SUITES = {
  verbs: VERB_CASES,
  encodings: ENCODING_CASES,
  answers: ANSWER_CASES,
  paging: PAGING_CASES,
  hosts: HOST_CASES,
};

/**
 * The same SDK call with the SDK's HTTP client and with ours, both sent to `https://*.twilio.com`
 * and recorded by a local server. Retries are off, as they are in the SDK.
 */
describe('Our HTTP client compared with that of the SDK', () => {
  let certificate: TestCertificate;
  let server: RecordingServer;
  let proxy: ConnectProxy;
  let ours: Transport;
  let cases = 0;

  beforeAll(async () => {
    certificate = makeTestCertificate();
    server = await startRecordingServer(certificate);
    proxy = await startConnectProxy(server.port);
    ours = openTransport({ http: { ca: certificate.ca, proxy: proxy.url, retries: 0 } });
  });

  afterAll(async () => {
    await ours.close(0);
    await proxy.close();
    await server.close();
    process.stdout.write(
      `Differential suite: ${cases} SDK calls with equal requests and results\n`,
    );
  });

  describe.each(Object.entries(SUITES))('%s', (_, suite) => {
    it.each(suite)('$name', async (differentialCase) => {
      const { location } = differentialCase;
      const theirs = sdkClient(server.port, certificate, location);
      const expected = await observe(differentialCase, theirs, server);
      const credential = new TestCredential(basic(KEY_SID, KEY_SECRET));
      const actual = await observe(differentialCase, clientOn(ours, credential, location), server);
      expect(expected.requests).not.toEqual([]);
      expect(actual).toEqual(expected);
      cases += 1;
    });
  });
});
