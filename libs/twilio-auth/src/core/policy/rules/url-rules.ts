import { isIPv4 } from 'node:net';
import { routesOf, type AccountRule, type ModuleRule } from '../rule.js';

/** Production must not send its requests to an emulator. */
export const apiBaseUrlRule: ModuleRule = {
  id: 'api-base-url',
  title: 'Requests for Twilio go to another server',
  production: 'error',
  elsewhere: 'info',
  scope: 'module',
  remedy:
    "Use an emulator in development only, with NODE_ENV=development. In production, remove apiBaseUrl (TWILIO_API_BASE_URL) and the emulator's credentials.",
  check: ({ apiBaseUrl }) =>
    apiBaseUrl === undefined ? [] : ['Requests go to apiBaseUrl instead of Twilio.'],
};

/** Credentials and webhooks over plain http can be read by others. */
export const insecureUrlRule: AccountRule = {
  id: 'insecure-url',
  title: 'Webhooks over plain http, except on this machine',
  production: 'error',
  elsewhere: 'error',
  scope: 'account',
  remedy: 'Use https.',
  check: (account, facts) => [
    ...(isInsecure(account.webhook.baseUrl)
      ? ['webhook.baseUrl is plain http and not loopback.']
      : []),
    ...routesOf(account, facts)
      .filter(({ baseUrl, url }) => isInsecure(baseUrl) || isInsecure(url))
      .map(({ handler }) => `The base URL of ${handler} is plain http and not loopback.`),
  ],
};

/** The same for apiBaseUrl. Outside production, it may be the emulator in another container. */
export const insecureApiUrlRule: ModuleRule = {
  ...insecureUrlRule,
  title: '`apiBaseUrl` is plain http and not on this machine',
  elsewhere: 'warning',
  scope: 'module',
  check: ({ apiBaseUrl }) =>
    isInsecure(apiBaseUrl) ? ['apiBaseUrl is plain http and not loopback.'] : [],
};

function isInsecure(url = ''): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}
