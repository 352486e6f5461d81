import { ACCOUNT_SID, BASE_URL, SIGNING_KEY } from './incoming-message.js';

/** An account whose webhooks are verified with one key. */
export const WEBHOOK_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'api-key', keySid: `SK${'1'.repeat(32)}`, keySecret: 'the-secret' },
  webhook: { signingKeys: [SIGNING_KEY], baseUrl: BASE_URL },
} as const;
