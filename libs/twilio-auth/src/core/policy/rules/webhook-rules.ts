import { DEFAULT_ACCOUNT } from '../../accounts/account-names.js';
import { isWeakSigningKey, MIN_SIGNING_KEY_LENGTH } from '../../accounts/signing-keys.js';
import { verifiesWithAuthTokenVariable } from '../../config/account-origin.js';
import { routesOf, type AccountRule, type ModuleRule } from '../rule.js';

/** Anyone can send an unverified webhook. */
export const webhookVerificationOffRule: AccountRule = {
  id: 'webhook-verification-off',
  title: 'Webhooks are accepted without a signature',
  production: 'error',
  elsewhere: 'warning',
  scope: 'account',
  remedy: 'Remove verify: false.',
  check: (account, facts) => [
    ...(account.webhook.verify ? [] : ['webhook.verify is false.']),
    ...routesOf(account, facts)
      .filter(({ verify }) => !verify)
      .map(({ handler }) => `${handler} has verify: false.`),
  ],
};

/** An Auth Token that nothing uses can only leak. */
export const ambientAuthTokenRule: AccountRule = {
  id: 'ambient-auth-token',
  title: 'TWILIO_AUTH_TOKEN is set and nothing needs it',
  production: 'warning',
  elsewhere: 'none',
  scope: 'account',
  remedy: 'Remove TWILIO_AUTH_TOKEN from the environment.',
  check: (account, facts) => {
    if (!facts.ambientAuthToken || account.name !== DEFAULT_ACCOUNT) return [];
    if (account.rest.method === 'auth-token') return [];
    if (facts.routes !== undefined && facts.routes.length === 0) {
      return ['TWILIO_AUTH_TOKEN is set, and no route has @TwilioWebhook().'];
    }
    return verifiesWithAuthTokenVariable(account.origin)
      ? []
      : ['TWILIO_AUTH_TOKEN is set, and other settings say how webhooks are verified.'];
  },
};

/** A short key can be guessed: whoever has one signed webhook can try keys without asking anybody. */
export const weakSigningKeyRule: AccountRule = {
  id: 'weak-signing-key',
  title: `A key that verifies webhooks is shorter than ${MIN_SIGNING_KEY_LENGTH} characters`,
  production: 'error',
  elsewhere: 'warning',
  scope: 'account',
  remedy: "Use the account's Auth Token (32 characters), or a shared key of that length.",
  check: ({ webhook }) =>
    webhook.keys
      .filter(({ secret }) => isWeakSigningKey(secret))
      .map(
        ({ name }) =>
          `The signing key "${name}" is shorter than ${MIN_SIGNING_KEY_LENGTH} characters.`,
      ),
};

/** A guarded route whose account has no key refuses every request. */
export const webhookWithoutSigningKeyRule: AccountRule = {
  id: 'webhook-without-signing-key',
  title: 'A route has @TwilioWebhook() and its account has no signing key',
  production: 'error',
  elsewhere: 'error',
  scope: 'account',
  remedy: 'Set TWILIO_WEBHOOK_SIGNING_KEYS, or TWILIO_AUTH_TOKEN for verification only.',
  check: (account, facts) =>
    account.webhook.keys.length > 0
      ? []
      : routesOf(account, facts)
          .filter(
            ({ verify, account: named }) =>
              verify && (named !== undefined || !facts.resolvesWebhookKeys),
          )
          .map(({ handler }) => `${handler} cannot verify anything.`),
};

/** The signature covers the raw bytes of the body, which a body parser drops. */
export const webhookWithoutRawBodyRule: ModuleRule = {
  id: 'webhook-without-raw-body',
  title: 'A route has @TwilioWebhook() and the application keeps no raw bodies',
  production: 'error',
  elsewhere: 'error',
  scope: 'module',
  remedy: 'Create the application with NestFactory.create(AppModule, { rawBody: true }).',
  check: ({ routes, rawBody }) =>
    rawBody === false && routes?.some(({ verify }) => verify)
      ? ['rawBody is off, so no signature can be checked.']
      : [],
};

/** Without a base URL, the signed URL is built from the Host header of the request. */
export const webhookWithoutBaseUrlRule: AccountRule = {
  id: 'webhook-without-base-url',
  title: 'Webhooks are verified against the Host header',
  production: 'warning',
  elsewhere: 'none',
  scope: 'account',
  remedy: 'Set TWILIO_WEBHOOK_BASE_URL to the public origin that Twilio calls.',
  check: (account, facts) =>
    account.webhook.baseUrl === undefined
      ? routesOf(account, facts)
          .filter(({ baseUrl, url, verify }) => verify && (baseUrl ?? url) === undefined)
          .map(({ handler }) => `${handler} has no configured base URL.`)
      : [],
};
