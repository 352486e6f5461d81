import { HttpException, Logger, type ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import {
  accountsOf,
  formRequest,
  webhookAccount,
  verifierOf,
} from '#test/support/webhook-fixture.js';
import { isTwilioAuthError } from '../../core/errors/is-twilio-auth-error.js';
import { TwilioAuthError } from '../../core/errors/twilio-auth.error.js';
import type { WebhookVerifierOptions } from '../../core/webhook/webhook-verifier.js';
import { TwilioWebhookVerifier } from './twilio-webhook-verifier.js';
import { TwilioWebhookGuard, WebhookRejectedException } from './twilio-webhook.guard.js';

Logger.overrideLogger(false);

class Handlers {
  handle(): void {}
}

function contextOf(request: unknown, type = 'http'): ExecutionContext {
  return {
    getType: () => type,
    getHandler: () => Handlers.prototype.handle,
    getClass: () => Handlers,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
}

function guardOf(options: Partial<WebhookVerifierOptions> = {}): TwilioWebhookGuard {
  const { verifier, clock } = verifierOf(undefined, options);
  return new TwilioWebhookGuard(new TwilioWebhookVerifier(verifier, clock));
}

async function rejection(guard: TwilioWebhookGuard, context: ExecutionContext): Promise<unknown> {
  try {
    return await guard.canActivate(context);
  } catch (error) {
    return error;
  }
}

describe('the webhook guard', () => {
  it.each(['rpc', 'ws'])(
    'rejects a handler of the context %s with an error that is not of HTTP',
    async (type) => {
      const error = await rejection(guardOf(), contextOf(formRequest({ a: '1' }), type));
      expect(error).not.toBeInstanceOf(HttpException);
      expect(error).toMatchObject({
        code: 'TWILIO_AUTH_WEBHOOK_MISCONFIGURED',
        reason: 'unsupported-context',
        message: expect.stringContaining(`"${type}"`),
      });
    },
  );

  it.each(['graphql', 'telegraf', 'necord'])(
    'rejects a handler of the context %s and says what to do',
    async (type) => {
      const error = await rejection(guardOf(), contextOf(formRequest({ a: '1' }), type));
      expect(error).toBeInstanceOf(WebhookRejectedException);
      expect(error).toMatchObject({
        message: expect.stringContaining(`"${type}"`),
        response: { statusCode: 503, errorCode: 'TWILIO_AUTH_WEBHOOK_MISCONFIGURED' },
        cause: { code: 'TWILIO_AUTH_WEBHOOK_MISCONFIGURED', reason: 'unsupported-context' },
      });
    },
  );

  it('allows a signed request, and keeps the reason of a rejection out of the answer', async () => {
    expect(await rejection(guardOf(), contextOf(formRequest({ a: '1' })))).toBe(true);
    const error = await rejection(guardOf(), contextOf({ method: 'POST', headers: {} }));
    expect(error).toMatchObject({
      status: 403,
      response: { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
    });
    const { cause } = error as WebhookRejectedException;
    expect(isTwilioAuthError(cause, 'TWILIO_AUTH_WEBHOOK_REJECTED')).toBe(true);
    expect(cause).toMatchObject({ reason: 'missing-signature' });
  });

  it('spends no stack trace on what anybody can send, and other errors keep theirs', async () => {
    const error = await rejection(guardOf(), contextOf({ method: 'POST', headers: {} }));
    expect((error as Error).stack).not.toContain(' at ');
    expect(new Error('another').stack).toContain(' at ');
  });

  it.each([undefined, null, 'GET /', {}, { headers: null }])(
    'rejects what is not a request: %j',
    async (request) => {
      expect(await rejection(guardOf(), contextOf(request))).toMatchObject({ status: 403 });
    },
  );

  it('allows no request when the accounts cannot be read', async () => {
    const accounts = (error: Error) => ({
      ...accountsOf(webhookAccount()),
      default: () => {
        throw error;
      },
    });
    const context = contextOf(formRequest({ a: '1' }));
    const broken = guardOf({ accounts: accounts(new Error('a bug')) });
    expect(await rejection(broken, context)).toMatchObject({
      status: 403,
      response: { statusCode: 403, errorCode: 'TWILIO_AUTH_WEBHOOK_REJECTED' },
    });
    const off = guardOf({ accounts: accounts(new TwilioAuthError('TWILIO_AUTH_DISABLED', 'off')) });
    expect(await rejection(off, context)).toMatchObject({
      status: 503,
      response: { statusCode: 503, errorCode: 'TWILIO_AUTH_DISABLED' },
    });
  });
});
