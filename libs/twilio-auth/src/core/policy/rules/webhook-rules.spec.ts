import {
  describeRules,
  baseUrl,
  ORIGIN,
  REST,
  route,
  WEBHOOK,
} from '#test/support/policy-rules.js';
import {
  webhookVerificationOffRule,
  ambientAuthTokenRule,
  webhookWithoutSigningKeyRule,
  webhookWithoutRawBodyRule,
  webhookWithoutBaseUrlRule,
  weakSigningKeyRule,
} from './webhook-rules.js';
import type { Account } from '../../accounts/account.js';
import { Secret } from '../../primitives/secret.js';

const keyOf = (secret: string): Account['webhook'] => {
  const key = { name: 'short', secret: new Secret(secret), algorithm: 'hmac-sha1' } as const;
  return { ...WEBHOOK, keys: [key] };
};
const ROOTLESS = { keys: WEBHOOK.keys, verify: true };

describeRules(
  [
    webhookVerificationOffRule,
    ambientAuthTokenRule,
    webhookWithoutSigningKeyRule,
    webhookWithoutRawBodyRule,
    webhookWithoutBaseUrlRule,
    weakSigningKeyRule,
  ],
  {
    fires: [
      { rule: 'weak-signing-key', account: { webhook: keyOf('fifteen-letters') } },
      { rule: 'webhook-verification-off', account: { webhook: { ...WEBHOOK, verify: false } } },
      { rule: 'webhook-verification-off', facts: { routes: [route({ verify: false })] } },
      {
        rule: 'webhook-verification-off',
        account: { name: 'b' },
        facts: { routes: [route({ verify: false, account: 'b' })] },
      },
      {
        rule: 'webhook-verification-off',
        account: { accountSid: `AC${'7'.repeat(32)}` },
        facts: { routes: [route({ verify: false, account: `AC${'7'.repeat(32)}` })] },
      },
      {
        rule: 'webhook-verification-off',
        facts: { routes: [route({ verify: false, accountVaries: true })] },
      },
      { rule: 'ambient-auth-token', facts: { ambientAuthToken: true, routes: [] } },
      {
        rule: 'ambient-auth-token',
        facts: { ambientAuthToken: true, routes: [] },
        account: {
          origin: { ...ORIGIN, variables: { 'webhook.signingKeys': 'TWILIO_AUTH_TOKEN' } },
        },
      },
      { rule: 'ambient-auth-token', facts: { ambientAuthToken: true, routes: [route()] } },
      {
        rule: 'webhook-without-signing-key',
        account: { webhook: { ...WEBHOOK, keys: [] } },
        facts: { routes: [route()] },
      },
      {
        rule: 'webhook-without-signing-key',
        account: { name: 'b', webhook: { ...WEBHOOK, keys: [] } },
        facts: { routes: [route({ account: 'b' })], resolvesWebhookKeys: true },
      },
      { rule: 'webhook-without-raw-body', facts: { routes: [route()], rawBody: false } },
      {
        rule: 'webhook-without-base-url',
        account: { webhook: ROOTLESS },
        facts: { routes: [route()] },
      },
    ],
    quiet: [
      { rule: 'weak-signing-key', account: { webhook: keyOf('sixteen--letters') } },
      { rule: 'weak-signing-key', account: { webhook: { ...WEBHOOK, keys: [] } } },
      { rule: 'webhook-verification-off', facts: { routes: [route()] } },
      {
        rule: 'webhook-verification-off',
        account: { name: 'b' },
        facts: { routes: [route({ verify: false })] },
      },
      { rule: 'ambient-auth-token' },
      {
        rule: 'ambient-auth-token',
        facts: { ambientAuthToken: true, routes: [route()] },
        account: {
          origin: { ...ORIGIN, variables: { 'webhook.signingKeys': 'TWILIO_AUTH_TOKEN' } },
        },
      },
      {
        rule: 'ambient-auth-token',
        facts: { ambientAuthToken: true },
        account: {
          origin: { ...ORIGIN, variables: { 'webhook.signingKeys': 'TWILIO_AUTH_TOKEN' } },
        },
      },
      {
        rule: 'ambient-auth-token',
        facts: { ambientAuthToken: true, routes: [] },
        account: { rest: REST.token },
      },
      {
        rule: 'ambient-auth-token',
        facts: { ambientAuthToken: true, routes: [] },
        account: { name: 'b' },
      },
      {
        rule: 'webhook-without-signing-key',
        account: { webhook: { ...WEBHOOK, keys: [] } },
        facts: { routes: [] },
      },
      {
        rule: 'webhook-without-signing-key',
        account: { webhook: { ...WEBHOOK, keys: [] } },
        facts: { routes: [route()], resolvesWebhookKeys: true },
      },
      {
        rule: 'webhook-without-signing-key',
        account: { webhook: { ...WEBHOOK, keys: [] } },
        facts: { routes: [route({ verify: false })] },
      },
      { rule: 'webhook-without-raw-body', facts: { routes: [route()], rawBody: true } },
      { rule: 'webhook-without-raw-body', facts: { routes: [route()] } },
      { rule: 'webhook-without-raw-body', facts: { routes: [], rawBody: false } },
      {
        rule: 'webhook-without-raw-body',
        facts: { routes: [route({ verify: false })], rawBody: false },
      },
      {
        rule: 'webhook-without-base-url',
        account: { webhook: ROOTLESS },
        facts: { routes: [route({ baseUrl })] },
      },
      { rule: 'webhook-without-base-url', account: { webhook: ROOTLESS } },
      { rule: 'webhook-without-base-url', facts: { routes: [route()] } },
      {
        rule: 'webhook-without-base-url',
        account: { webhook: ROOTLESS },
        facts: { routes: [route({ accountVaries: true })] },
      },
      { rule: 'webhook-without-raw-body', facts: { rawBody: false } },
    ],
  },
);
