import { ACCOUNT_SID, BASE_URL, SHARED_KEY_ID, SIGNING_KEY } from './incoming-message.js';

/** An account whose webhooks are verified with one key by SHA-1, and one by SHA-256. */
export const WEBHOOK_OPTIONS = {
  accountSid: ACCOUNT_SID,
  auth: { method: 'api-key', keySid: `SK${'1'.repeat(32)}`, keySecret: 'the-secret' },
  webhook: {
    signingKeys: [SIGNING_KEY, { keyId: SHARED_KEY_ID, secret: SIGNING_KEY }],
    baseUrl: BASE_URL,
  },
} as const;
