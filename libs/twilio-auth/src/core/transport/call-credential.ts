import { requestRefused } from './request-refused.js';
import type { SdkRequest } from './sdk-contract.js';
import { wireCredentialOf, type WireCredential } from './wire-credential.js';

/**
 * The credential that a request carries: ours, or none at all as in `validateSslCert()`.
 * One that was passed with the call itself is refused: neither policy nor rotation knows it.
 */
export function callCredential(opts: SdkRequest): WireCredential | undefined {
  if (opts.username || opts.password) {
    throw requestRefused(
      'per-call-credentials',
      'It carries a user name or password of its own. Configure a named account and use its client.',
    );
  }
  const credential = wireCredentialOf(opts.authStrategy);
  if (credential === undefined && authenticates(opts.authStrategy)) {
    throw requestRefused(
      'per-call-credentials',
      'It carries an authStrategy of its own. Register a strategy factory and use its client.',
    );
  }
  return credential;
}

/** The SDK's own "no authentication" strategy says that it needs none. */
function authenticates(strategy: unknown): boolean {
  if (typeof strategy !== 'object' || strategy === null) return false;
  const { requiresAuthentication } = strategy as { requiresAuthentication?: unknown };
  return (
    typeof requiresAuthentication !== 'function' || requiresAuthentication.call(strategy) !== false
  );
}
