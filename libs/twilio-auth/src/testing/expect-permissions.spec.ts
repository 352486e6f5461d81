import { Test, type TestingModule } from '@nestjs/testing';
import { unsupportedProducts } from 'twilio-permissions';
import { expect, it, onTestFinished } from 'vitest';
import { TwilioClient } from '../nest/twilio-client.js';
import { TwilioAccounts } from '../nest/twilio-accounts.js';
import { expectPermissions } from './expect-permissions.js';
import { TwilioAuthTestingModule } from './twilio-auth-testing.module.js';
import { TwilioRecorder } from './twilio-recorder.js';

const SEND = '/twilio/messaging/messages/create';
const message = { to: '+15551234567', from: '+15557654321', body: 'hi' };

async function sending(): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [TwilioAuthTestingModule.forRoot({ accounts: ['billing'] })],
  }).compile();
  onTestFinished(() => module.close());
  await module.get(TwilioClient).messages.create(message);
  return module;
}

it('accepts a list that has what was used, by name or by wildcard', async () => {
  const module = await sending();
  expectPermissions(module, [SEND]);
  expectPermissions(module, ['/twilio/messaging/messages/*', '/twilio/voice/calls/create']);
});

it('names what was used and is not in the list', async () => {
  const module = await sending();
  expect(() => expectPermissions(module, [])).toThrow(`used, and not in the list: ${SEND}`);
});

it('names what is in the list and was not used, if it is asked to', async () => {
  const module = await sending();
  expectPermissions(module, [SEND], { strict: true });
  const more = [SEND, '/twilio/voice/calls/create'];
  expect(() => expectPermissions(module, more, { strict: true })).toThrow(
    'in the list, and not used: /twilio/voice/calls/create',
  );
});

it('looks at one account at a time', async () => {
  const module = await sending();
  expectPermissions(module, [], { account: 'billing' });
  await module.get(TwilioAccounts).client('billing').messages.create(message);
  expect(() => expectPermissions(module, [], { account: 'billing' })).toThrow('"billing"');
  expect(() => expectPermissions(module, [], { account: 'biling' })).toThrow(/no account "biling"/);
});

it('names calls that no restricted key can make', async () => {
  const module = await sending();
  const [product] = unsupportedProducts();
  const uri = `https://${product?.host}${product?.path}/Things`;
  module.get(TwilioRecorder).on('GET', 'Things').reply({});
  await module.get(TwilioClient).request({ method: 'get', uri });
  expect(() => expectPermissions(module, [SEND])).toThrow(
    `no restricted key can: GET ${uri.slice('https://'.length)} (${product?.reason})`,
  );
});
