import twilio from 'twilio';
import type { Account, WebhookKey } from '../../libs/twilio-auth/src/core/accounts/account.js';
import type { TwilioAuthEventMap } from '../../libs/twilio-auth/src/core/events/events.js';
import { Secret } from '../../libs/twilio-auth/src/core/primitives/secret.js';
import { LookupLimit } from '../../libs/twilio-auth/src/core/primitives/unverified-lookups.js';
import {
  AccountLookups,
  type WebhookTenants,
} from '../../libs/twilio-auth/src/core/webhook/keys/account-lookups.js';
import type { WebhookAccounts } from '../../libs/twilio-auth/src/core/webhook/keys/key-ring.js';
import {
  resolvedKeys,
  type ResolveWebhookKeys,
} from '../../libs/twilio-auth/src/core/webhook/keys/resolved-keys.js';
import type { WebhookRequest } from '../../libs/twilio-auth/src/core/webhook/request/webhook-request.js';
import {
  WebhookVerifier,
  type WebhookVerifierOptions,
} from '../../libs/twilio-auth/src/core/webhook/webhook-verifier.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { baseAccount } from './base-account.js';

export const BASE_URL = 'https://api.example.com';
export const ACCOUNT_SID = 'AC00000000000000000000000000000001';
export const OTHER_SID = 'AC00000000000000000000000000000002';
export const UNKNOWN_SID = 'AC00000000000000000000000000000009';
export const TOKEN = '0123456789abcdef0123456789abcdef';
export const OTHER_TOKEN = 'fedcba9876543210fedcba9876543210';

/** A webhook signing key. */
export function webhookKey(secret: string, name = 'primary'): WebhookKey {
  return { name, secret: new Secret(secret), algorithm: 'hmac-sha1' };
}

/** A SharedKey of Twilio. */
export function sharedKey(
  keyId: string,
  secret: string,
  algorithm: WebhookKey['algorithm'] = 'hmac-sha256',
): WebhookKey {
  return { name: keyId, secret: new Secret(secret), algorithm, keyId };
}

/** Changes of an account that verifies webhooks. */
export interface WebhookAccountChanges {
  readonly name?: string;
  readonly accountSid?: string;
  readonly keys?: readonly WebhookKey[];
  readonly baseUrl?: string | null;
  readonly verify?: boolean;
}

/** An account that verifies webhooks. */
export function webhookAccount(changes: WebhookAccountChanges = {}): Account {
  const { name = 'default', accountSid = ACCOUNT_SID, verify = true } = changes;
  const { keys = [webhookKey(TOKEN)], baseUrl = BASE_URL } = changes;
  const webhook = baseUrl === null ? { keys, verify } : { keys, verify, baseUrl };
  return baseAccount({ name, accountSid, webhook });
}

/** These accounts by name and SID; the one named `default` is the default one. */
export function accountsOf(...accounts: readonly Account[]): WebhookAccounts {
  return {
    byName: (name) => accounts.find((account) => account.name === name),
    bySid: (sid) => accounts.find((account) => account.accountSid === sid),
    default: () => accounts.find((account) => account.name === 'default'),
    sharedBaseUrl: () => accounts.find((account) => account.name === 'default')?.webhook.baseUrl,
    tenant: () => undefined,
  };
}

/** An event as it was emitted. */
export interface EmittedEvent {
  readonly name: keyof TwilioAuthEventMap;
  readonly event: object;
}

/** A verifier of these accounts, and the events that it emits. */
export function verifierOf(
  accounts: readonly Account[] = [webhookAccount()],
  options: Partial<WebhookVerifierOptions> & { readonly resolveKeys?: ResolveWebhookKeys } = {},
): {
  readonly verifier: WebhookVerifier;
  readonly events: EmittedEvent[];
  readonly clock: FakeClock;
} {
  const events: EmittedEvent[] = [];
  const clock = new FakeClock();
  const { resolveKeys, ...others } = options;
  const known = accountsOf(...accounts);
  const keys = resolveKeys && resolvedKeys(resolveKeys, clock, new LookupLimit());
  const verifier = new WebhookVerifier({
    accounts: known,
    lookups: new AccountLookups(known, keys, NO_TENANTS),
    emit: (name, event) => void events.push({ name, event }),
    ...others,
  });
  return { verifier, events, clock };
}

const NO_TENANTS: WebhookTenants = {
  findUnverified: () => ({ missing: 'unknown', ttlMs: 0 }),
  verified: () => {},
};

/** A webhook with a form, as a server receives it. */
export interface SignedForm extends WebhookRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly rawBody: Buffer;
}

/** A form as Twilio posts it, signed by the SDK for this URL. */
export function formRequest(
  params: Readonly<Record<string, string | string[]>>,
  changes: { readonly target?: string; readonly token?: string; readonly base?: string } = {},
): SignedForm {
  const { target = '/webhooks/sms', token = TOKEN, base = BASE_URL } = changes;
  const fields = new URLSearchParams();
  for (const [name, values] of Object.entries(params)) {
    for (const value of [values].flat()) fields.append(name, value);
  }
  const rawBody = Buffer.from(fields.toString());
  return {
    method: 'POST',
    url: target,
    headers: {
      host: 'internal:3000',
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': `${rawBody.length}`,
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, base + target, params),
    },
    rawBody,
  };
}
