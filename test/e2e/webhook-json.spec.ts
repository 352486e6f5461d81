import { createHash } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendTo, type WireRequest } from '#test/support/http-send.js';
import { webhookApp } from '#test/support/webhook-app.js';
import {
  BASE_URL,
  formRequest,
  TOKEN,
  verifierOf,
  type EmittedEvent,
} from '#test/support/webhook-fixture.js';

const BODY = '{"type": "com.twilio.messaging", "n": 1}';
const hashOf = (body: string) => createHash('sha256').update(body).digest('hex');

/** A request with a valid signature for its URL, whatever its body. */
function jsonTo(target: string, body = BODY, type = 'application/json'): WireRequest {
  const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + target, {});
  return { target, body, headers: { 'content-type': type, 'x-twilio-signature': signature } };
}

describe.each(['express', 'fastify'] as const)('a JSON webhook on %s', (adapter) => {
  let app: INestApplication;
  let events: EmittedEvent[];

  beforeAll(async () => {
    const fixture = verifierOf();
    events = fixture.events;
    ({ app } = await webhookApp(adapter, fixture.verifier));
  });
  beforeEach(() => void (events.length = 0));
  afterAll(() => app.close());

  it.each([
    `/webhooks/json?bodySHA256=${hashOf(BODY)}`,
    `/webhooks/json?a=b&bodySHA256=${hashOf(BODY)}&c=d`,
    `/webhooks/json?bodySHA256=${hashOf(BODY)}&bodySHA256=${hashOf('{}')}`,
  ])('is accepted when the first bodySHA256 is the hash of its bytes: %s', async (target) => {
    expect((await sendTo(app, jsonTo(target))).status).toBe(200);
  });

  it.each<[string, WireRequest, string]>([
    ['no hash', jsonTo('/webhooks/json'), 'body-hash-missing'],
    ['another hash', jsonTo(`/webhooks/json?bodySHA256=${hashOf('{}')}`), 'body-mismatch'],
    ['an empty hash', jsonTo('/webhooks/json?bodySHA256='), 'body-mismatch'],
    [
      'an upper-case hash',
      jsonTo(`/webhooks/json?bodySHA256=${hashOf(BODY).toUpperCase()}`),
      'body-mismatch',
    ],
    [
      'the right hash in second place',
      jsonTo(`/webhooks/json?bodySHA256=${hashOf('{}')}&bodySHA256=${hashOf(BODY)}`),
      'body-mismatch',
    ],
    [
      'another parameter that ends like the hash',
      jsonTo(`/webhooks/json?xbodySHA256=${hashOf(BODY)}`),
      'body-hash-missing',
    ],
    [
      'another space in the body',
      jsonTo(`/webhooks/json?bodySHA256=${hashOf(BODY)}`, `${BODY} `),
      'body-mismatch',
    ],
    [
      'another JSON type and no hash',
      jsonTo('/webhooks/json', BODY, 'application/json; charset=utf-8'),
      'body-hash-missing',
    ],
  ])('is rejected with %s', async (_, request, reason) => {
    expect((await sendTo(app, request)).status).toBe(403);
    expect(events).toMatchObject([{ name: 'webhook.rejected', event: { reason } }]);
  });

  it('signed for {} cannot be replayed with another body and content type', async () => {
    const target = `/webhooks/sms?bodySHA256=${hashOf('{}')}`;
    const form = 'application/x-www-form-urlencoded';
    for (const [body, type] of [
      ['From=%2B1', form],
      ['', form],
      [BODY, 'application/json'],
    ]) {
      expect((await sendTo(app, jsonTo(target, body, type))).status).toBe(403);
    }
    expect(events).toHaveLength(3);
  });

  it('is read as a form when the hash is in the path only', async () => {
    const { verifier } = verifierOf();
    const target = `/w/bodySHA256=${hashOf(BODY)}`;
    expect(verifier.verify(formRequest({ a: '1' }, { target }))).toMatchObject({ valid: true });
    expect(
      verifier.verify({
        url: target,
        method: 'POST',
        rawBody: BODY,
        headers: jsonTo(target).headers!,
      }),
    ).toMatchObject({ reason: 'body-hash-missing' });
  });
});
