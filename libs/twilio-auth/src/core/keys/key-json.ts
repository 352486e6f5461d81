import type { KeyFormat, NewTwilioKey } from './key-options.js';

/**
 * A key as JSON, as `TWILIO_CREDENTIALS_FILE` reads it: in our own form, or in the one in which AWS
 * Secrets Manager keeps an API key of Twilio.
 */
export function keyJson(key: NewTwilioKey, format: KeyFormat | undefined): string {
  return `${JSON.stringify({ accountSid: key.accountSid, ...keyFields(key, format) })}\n`;
}

/** The fields of the key itself, beside which a file may have others. */
export function keyFields(
  { keySid, keySecret, keyType }: NewTwilioKey,
  format: KeyFormat | undefined,
): Readonly<Record<string, string>> {
  return format === 'aws'
    ? { apiKeySid: keySid, apiKeySecret: keySecret }
    : { method: 'api-key', keySid, keySecret, keyType };
}
