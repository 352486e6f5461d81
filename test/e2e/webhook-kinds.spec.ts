import type { AddressInfo } from 'node:net';
import { All, Controller, HttpCode, Module, type INestApplication } from '@nestjs/common';
import { TwilioAuthModule, TwilioWebhook, TwilioWebhookVerifier } from 'nestjs-twilio-auth';
import { signWebhook, type WebhookToSign } from 'nestjs-twilio-auth/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY_OPTIONS } from '#test/support/configuration.js';
import { listen } from '#test/support/webhook-app.js';
import { ACCOUNT_SID, BASE_URL, OTHER_TOKEN, TOKEN } from '#test/support/webhook-fixture.js';
import { documentedKinds } from '../docs/webhook-kinds.js';

@Controller()
class Routes {
  @All('hooks/kind')
  @HttpCode(200)
  @TwilioWebhook()
  received() {
    return { ok: true };
  }
}

@Module({
  imports: [
    TwilioAuthModule.forRoot({
      ...API_KEY_OPTIONS,
      environment: 'development',
      accountSid: ACCOUNT_SID,
      webhook: {
        baseUrl: BASE_URL,
        signingKeys: [TOKEN, { keyId: 'shared', secret: OTHER_TOKEN }],
      },
    }),
  ],
  controllers: [Routes],
})
class AppModule {}

type Kind = Pick<WebhookToSign, 'params' | 'json' | 'method'> & { readonly upgrade?: true };

const AccountSid = ACCOUNT_SID;
const call = { AccountSid, CallSid: 'CA1', From: '+15005550006', To: '+15005550001' };
const cloudEvent = { specversion: '1.0', type: 'com.twilio.messaging.message.sent', id: 'EZ1' };

/** One webhook of every kind, as far as its signature depends on it. Names as in the docs. */
const KINDS: Record<string, Kind> = {
  Messaging: { params: { AccountSid, MessageSid: 'SM1', Body: "it's ☕", From: '+15005550006' } },
  WhatsApp: { params: { AccountSid, MessageSid: 'SM1', From: 'whatsapp:+15005550006', WaId: '1' } },
  RCS: { params: { AccountSid, MessageSid: 'SM1', From: 'rcs:+15005550006', ButtonText: 'Yes' } },
  Voice: { params: { ...call, CallStatus: 'ringing', SpeechResult: 'yes, please' } },
  Recording: { params: { ...call, RecordingSid: 'RE1', RecordingStatus: 'completed' } },
  'Status callbacks': { params: { AccountSid, MessageSid: 'SM1', MessageStatus: 'delivered' } },
  Conversations: {
    params: {
      AccountSid,
      EventType: 'onParticipantAdded',
      'MessagingBinding.Address': ['+15005550006', '+15005550001'],
    },
  },
  TaskRouter: { params: { AccountSid, EventType: 'task.created', TaskAttributes: '{"a":[1,2]}' } },
  'Studio HTTP requests': { json: { From: '+15005550006', answer: 'yes' } },
  'Event Streams': { json: [cloudEvent, { ...cloudEvent, id: 'EZ2' }] },
  Verify: { json: { account_sid: AccountSid, factor_sid: 'YF1', type: 'factor.verified' } },
  Video: { params: { AccountSid, RoomSid: 'RM1', StatusCallbackEvent: 'room-created' } },
  Debugger: {
    params: { AccountSid, Sid: 'NO1', Level: 'ERROR', Payload: '{"error_code":"11200"}' },
  },
  'Regulatory bundles': {
    method: 'GET',
    params: { AccountSid, BundleSid: 'BU1', Status: 'twilio-approved', bodySHA256: 'e3b0c442' },
  },
  'Media Streams': { upgrade: true },
  ConversationRelay: { upgrade: true, params: { session: '1' } },
};

const KEYS = { 'an Auth Token': TOKEN, 'a SharedKey': { keyId: 'shared', secret: OTHER_TOKEN } };

describe.each(['express', 'fastify'] as const)('on %s', (adapter) => {
  let app: INestApplication;
  beforeAll(async () => {
    app = await listen(adapter, AppModule);
  });
  afterAll(() => app.close());

  describe.each(Object.entries(KEYS))('signed with %s', (_, signingKey) => {
    it.each(Object.entries(KINDS))(
      'a webhook of %s is accepted, and rejected once it is changed',
      async (_kind, { upgrade, ...webhook }) => {
        const url = upgrade ? 'wss://api.example.com/hooks/kind' : `${BASE_URL}/hooks/kind`;
        const signed = signWebhook({ url, ...webhook, signingKey });
        expect(await isAccepted(signed)).toBe(true);
        const isInUrl = signed.method === 'GET';
        const changed = isInUrl
          ? { path: `${signed.path}x` }
          : { rawBody: signed.rawBody.replace(/[a-z]/, 'X') };
        expect(await isAccepted({ ...signed, ...changed })).toBe(false);
      },
    );
  });

  async function isAccepted({ path, method, headers, rawBody }: ReturnType<typeof signWebhook>) {
    if (
      headers['content-type'] === undefined &&
      path.startsWith('/hooks/kind') &&
      method === 'GET'
    ) {
      const upgrade = { method, url: path, headers };
      if ((await app.get(TwilioWebhookVerifier).verifyUpgrade(upgrade)).valid) return true;
    }
    const { port } = app.getHttpServer().address() as AddressInfo;
    const body = method === 'GET' ? {} : { body: rawBody };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...body });
    return answer.status === 200;
  }
});

it('sends every kind that the docs list, and no other', () => {
  expect(documentedKinds()).toEqual(Object.keys(KINDS));
});
