import type { INestApplication } from '@nestjs/common';
import twilio from 'twilio';
import { afterEach, describe, expect, it } from 'vitest';
import { withoutUndefined } from '../../libs/twilio-auth/src/core/primitives/without-undefined.js';
import type { ResolveWebhookKeys } from '../../libs/twilio-auth/src/core/webhook/keys/resolved-keys.js';
import { Deferred } from '#test/support/deferred.js';
import { sendTo } from '#test/support/http-send.js';
import { webhookApp } from '#test/support/webhook-app.js';
import {
  ACCOUNT_SID,
  BASE_URL,
  formRequest,
  webhookAccount,
  OTHER_SID,
  OTHER_TOKEN,
  TOKEN,
  UNKNOWN_SID,
  verifierOf,
  webhookKey,
} from '#test/support/webhook-fixture.js';

const billing = webhookAccount({
  name: 'billing',
  accountSid: OTHER_SID,
  keys: [webhookKey(OTHER_TOKEN)],
});
const keyless = webhookAccount({ name: 'keyless', accountSid: `AC${'3'.repeat(32)}`, keys: [] });

describe.each(['express', 'fastify'] as const)(
  'with several accounts on %s, a webhook',
  (adapter) => {
    let app: INestApplication | undefined;
    afterEach(() => app?.close());

    async function start(resolveKeys?: ResolveWebhookKeys) {
      const { verifier, events, clock } = verifierOf(
        [webhookAccount(), billing, keyless],
        withoutUndefined({ resolveKeys }),
      );
      ({ app } = await webhookApp(adapter, verifier));
      return { events, clock };
    }

    function send(request: ReturnType<typeof formRequest>, method = 'POST') {
      const { host: _, ...headers } = request.headers;
      return sendTo(app!, { method, target: request.url, headers, body: request.rawBody });
    }

    it.each<[string, ReturnType<typeof formRequest>, string]>([
      [
        'the key of the default account for another one',
        formRequest({ AccountSid: OTHER_SID }, { token: TOKEN }),
        'bad-signature',
      ],
      [
        'the key of another account for the default one',
        formRequest({ AccountSid: ACCOUNT_SID }, { token: OTHER_TOKEN }),
        'bad-signature',
      ],
      [
        'the key of another account and no AccountSid',
        formRequest({ a: '1' }, { token: OTHER_TOKEN }),
        'bad-signature',
      ],
      [
        'two different accounts',
        formRequest({ AccountSid: [ACCOUNT_SID, OTHER_SID] }),
        'account-conflict',
      ],
      [
        'a second account in brackets',
        formRequest({ AccountSid: ACCOUNT_SID, 'AccountSid[]': OTHER_SID }),
        'account-conflict',
      ],
      [
        'another account than that of the route',
        formRequest({ AccountSid: ACCOUNT_SID }, { target: '/billing/status', token: OTHER_TOKEN }),
        'account-conflict',
      ],
      ['an unknown account', formRequest({ AccountSid: UNKNOWN_SID }), 'unknown-account'],
      ['an empty AccountSid', formRequest({ AccountSid: '' }), 'unknown-account'],
      ['an AccountSid that is not a SID', formRequest({ AccountSid: '../etc' }), 'unknown-account'],
      ['an account without keys', formRequest({ AccountSid: keyless.accountSid }), 'unknown-key'],
    ])('is rejected with %s', async (_, request, reason) => {
      const { events } = await start();
      const { status, body } = await send(request);
      expect([status, JSON.parse(body)]).toEqual([
        403,
        { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
      ]);
      expect(events).toMatchObject([{ name: 'webhook.rejected', event: { reason } }]);
    });

    it('is accepted when it names the same account twice', async () => {
      await start();
      expect((await send(formRequest({ AccountSid: [ACCOUNT_SID, ACCOUNT_SID] }))).status).toBe(
        200,
      );
    });

    it('by GET names its account in the query, where two different ones are rejected too', async () => {
      const { events } = await start();
      for (const query of [
        `AccountSid=${OTHER_SID}`,
        `AccountSid=${ACCOUNT_SID}&Account%53id=${OTHER_SID}`,
      ]) {
        const target = `/webhooks/voice?${query}`;
        const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + target, {});
        const headers = { 'x-twilio-signature': signature };
        expect((await sendTo(app!, { method: 'GET', target, headers })).status).toBe(403);
      }
      expect(events).toMatchObject([
        { event: { reason: 'bad-signature', account: 'billing' } },
        { event: { reason: 'account-conflict' } },
      ]);
    });

    it('is verified with the keys that the resolver returns, in one call for concurrent requests', async () => {
      const asked: string[] = [];
      const { events } = await start(async (sid) => {
        asked.push(sid);
        return [
          { secret: OTHER_TOKEN, name: 'old' },
          { secret: TOKEN, name: 'new' },
        ];
      });
      const request = formRequest({ AccountSid: UNKNOWN_SID }, { token: TOKEN });
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(request)));
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(asked).toEqual([UNKNOWN_SID]);
      expect(events[0]).toMatchObject({ event: { account: UNKNOWN_SID, key: 'new' } });
    });

    it('does not call the resolver with a malformed signature or a malformed SID', async () => {
      const asked: string[] = [];
      await start(async (sid) => {
        asked.push(sid);
        return undefined;
      });
      const request = formRequest({ AccountSid: UNKNOWN_SID });
      const headers = { ...request.headers, 'x-twilio-signature': 'nonsense' };
      expect((await send({ ...request, headers })).status).toBe(403);
      expect((await send(formRequest({ AccountSid: 'AC1' }))).status).toBe(403);
      expect(asked).toEqual([]);
      expect((await send(request)).status).toBe(403);
      expect(asked).toEqual([UNKNOWN_SID]);
    });

    it('is answered with 503 while the resolver fails', async () => {
      const { events } = await start(() => Promise.reject(new Error('postgres://u:p@db is down')));
      const { status, body } = await send(formRequest({ AccountSid: UNKNOWN_SID }));
      expect([status, JSON.parse(body)]).toEqual([
        503,
        { statusCode: 503, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
      ]);
      expect(events).toMatchObject([{ event: { reason: 'keys-unavailable' } }]);
    });

    it('is answered with 503 when the resolver takes longer than two seconds', async () => {
      const asked = new Deferred<void>();
      const { clock } = await start(() => {
        asked.resolve();
        return new Promise(() => {});
      });
      const answer = send(formRequest({ AccountSid: UNKNOWN_SID }));
      await asked.promise;
      await clock.advance(2000);
      expect((await answer).status).toBe(503);
    });
  },
);
