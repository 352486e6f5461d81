import { randomBytes } from 'node:crypto';
import { Test } from '@nestjs/testing';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import supertest from 'supertest';
import { expect, it, onTestFinished } from 'vitest';
import { PLATFORMS } from '#test/support/app.js';
import { startRecordingServer, writeAnswer } from '#test/support/recording-server.js';
import { RecordingsController } from './recordings.controller.js';

const digits = '1'.repeat(32);
const path = `/2010-04-01/Accounts/AC${digits}/Recordings/RE${digits}`;
const FILE = randomBytes(200_000);

it.each(PLATFORMS)('streams a recording to a browser on $platform', async ({ adapter }) => {
  const twilio = await startRecordingServer();
  onTestFinished(() => twilio.close());
  twilio.answer((request, response) => {
    const headers = { 'content-type': 'audio/mpeg', 'content-length': String(FILE.length) };
    const json = { body: { sid: `RE${digits}`, media_url: `https://api.twilio.com${path}` } };
    const isFile = request.url?.endsWith('.mp3') === true;
    writeAnswer(isFile ? { body: FILE, headers } : json, request, response);
  });
  const module = await Test.createTestingModule({
    imports: [
      TwilioAuthModule.forRoot({
        environment: 'development',
        accountSid: `AC${digits}`,
        auth: { method: 'api-key', keySid: `SK${digits}`, keySecret: 'opens' },
        apiBaseUrl: twilio.origin,
      }),
    ],
    controllers: [RecordingsController],
  }).compile();
  const app = module.createNestApplication(adapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());

  const answer = await supertest(await app.getUrl())
    .get(`/recordings/RE${digits}`)
    .buffer()
    .expect('content-type', 'audio/mpeg')
    .expect(200);
  expect(FILE.equals(answer.body as Buffer)).toBe(true);
  expect(twilio.requests.map(({ url }) => url)).toEqual([`${path}.json`, `${path}.mp3`]);
});
