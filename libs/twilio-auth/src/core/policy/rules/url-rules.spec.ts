import { describeRules, route, WEBHOOK } from '#test/support/policy-rules.js';
import { apiBaseUrlRule, insecureUrlRule, insecureApiUrlRule } from './url-rules.js';

describeRules([apiBaseUrlRule, insecureUrlRule, insecureApiUrlRule], {
  fires: [
    { rule: 'api-base-url', facts: { apiBaseUrl: 'https://emulator.example.com' } },
    {
      rule: 'insecure-url',
      account: { webhook: { ...WEBHOOK, baseUrl: 'http://api.example.com' } },
    },
    { rule: 'insecure-url', facts: { routes: [route({ baseUrl: 'http://api.example.com' })] } },
    { rule: 'insecure-url', facts: { routes: [route({ url: 'http://api.example.com/sms' })] } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://twilio:4010' } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://128.0.0.1' } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://127.example.com' } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'HTTP://127.0.0.1.example.com' } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://localhost.example.com' } },
  ],
  quiet: [
    { rule: 'api-base-url' },
    {
      rule: 'insecure-url',
      facts: {
        apiBaseUrl: 'http://localhost:4010',
        routes: [route({ baseUrl: 'http://127.0.0.1' })],
      },
    },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://[::1]:4010' } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://127.255.10.22' } },
    { rule: 'insecure-url', account: { webhook: { ...WEBHOOK, baseUrl: 'api.example.com/x' } } },
    { rule: 'insecure-url', facts: { apiBaseUrl: 'http://api.localhost:4010' } },
  ],
});
