import { describe, expect, it } from 'vitest';
import { formRequest, verifierOf } from '#test/support/webhook-fixture.js';
import { own } from '../../primitives/own.js';
import { AccountChooser, type ChooseWebhookAccount } from './account-choice.js';

const request = formRequest({ a: '1' });

function chooserAnd() {
  const warnings: string[] = [];
  return { chooser: new AccountChooser((message) => void warnings.push(message)), warnings };
}

describe('the account of a route', () => {
  it('is a name or a tenant of at most 256 characters', () => {
    const { chooser } = chooserAnd();
    const [longest, tooLong] = ['x'.repeat(256), 'x'.repeat(257)];
    expect(chooser.choose(() => longest, request)).toEqual({ by: 'name', name: longest });
    expect(chooser.choose(() => ({ tenant: longest }), request)).toEqual({
      by: 'tenant',
      tenantId: longest,
    });
    expect(chooser.choose(() => tooLong, request)).toEqual({ by: 'nothing' });
    expect(chooser.choose(() => ({ tenant: tooLong }), request)).toEqual({ by: 'nothing' });
  });

  it.each([
    [undefined, { by: 'request' }],
    ['support', { by: 'name', name: 'support' }],
    ['', { by: 'nothing' }],
    [{ tenant: 'acme' }, { by: 'tenant', tenantId: 'acme' }],
    [{ tenant: '' }, { by: 'nothing' }],
    [{ tenant: 7 }, { by: 'nothing' }],
    [null, { by: 'nothing' }],
    [7, { by: 'nothing' }],
  ])('is given as it is, or returned by a function: %j', (account, choice) => {
    const { chooser, warnings } = chooserAnd();
    expect(chooser.choose(account as never, request)).toEqual(choice);
    const returned = chooser.choose((() => account) as never, request);
    expect(returned).toEqual(account === undefined ? { by: 'nothing' } : choice);
    expect(warnings).toEqual([]);
  });

  it('is none where the function throws, which is not reported', () => {
    const { chooser, warnings } = chooserAnd();
    const failing = (): string => {
      throw new Error('boom');
    };
    expect(chooser.choose(failing, request)).toEqual({ by: 'nothing' });
    expect(warnings).toEqual([]);
  });

  it('may have a field `then`, its own or that of a polluted prototype', async () => {
    const { chooser } = chooserAnd();
    const choice = { by: 'tenant', tenantId: 'acme' };
    // oxlint-disable-next-line unicorn/no-thenable -- that is what the test is about
    const account = { tenant: 'acme', then: 'soon' };
    expect(chooser.choose(() => account, request)).toEqual(choice);
    const prototype = Object.prototype as { then?: unknown };
    // oxlint-disable-next-line unicorn/no-thenable
    prototype.then = () => undefined;
    try {
      expect(chooser.choose(() => ({ tenant: 'acme' }), request)).toEqual(choice);
    } finally {
      delete prototype.then;
    }
  });

  it('is not looked up when the sender made its id too long', async () => {
    const asked: string[] = [];
    const { verifier } = verifierOf(undefined, {
      lookups: {
        find: (account: { tenantId: string }) => void asked.push(account.tenantId),
      } as never,
    });
    const account = () => ({ tenant: 'x'.repeat(900_000) });
    expect(await verifier.verify(request, own({ account }))).toMatchObject({
      valid: false,
      reason: 'unknown-account',
    });
    expect(asked).toEqual([]);
  });
});

describe('an account function that returns a promise', () => {
  const asynchronous = (result: () => unknown) => result as unknown as ChooseWebhookAccount;

  it('chooses nothing, also where the promise rejects, and is reported once', async () => {
    const { chooser, warnings } = chooserAnd();
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    try {
      const rejecting = asynchronous(async () => {
        throw new Error('boom');
      });
      const resolving = asynchronous(async () => 'default');
      for (const choose of [rejecting, resolving, rejecting, resolving]) {
        expect(chooser.choose(choose, request)).toEqual({ by: 'nothing' });
      }
      // Unhandled rejections are reported before the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', onUnhandled);
    }
    expect(unhandled).toEqual([]);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/returned a promise.*resolveAccount/);
  });

  it('may return anything with a method "then", which may fail', () => {
    const { chooser } = chooserAnd();
    const failing = { tenant: 'acme' };
    // oxlint-disable-next-line unicorn/no-thenable -- that is what the test is about
    Object.defineProperty(failing, 'then', {
      value: () => {
        throw new Error('boom');
      },
    });
    expect(
      chooser.choose(
        asynchronous(() => failing),
        request,
      ),
    ).toEqual({ by: 'nothing' });
  });
});
