import type { TwilioAuth } from 'nestjs-twilio-auth';

/**
 * Name of the account whose API key signs access tokens, where another credential makes the calls. In
 * an account of its own the key can be rotated: docs/access-tokens.md.
 */
export const SIGNER = 'signer';

/** The account that signs access tokens: {@link SIGNER} where it is configured, or the default one. */
export function signingAccount(auth: TwilioAuth): string {
  const names = auth.report().accounts.map(({ account }) => account);
  return names.includes(SIGNER) ? SIGNER : 'default';
}
