import type { RestCredential } from '../accounts/account.js';
import { CAPABILITY_RULES } from '../capabilities/capability-rules.js';
import { credentialKindOf } from '../capabilities/credential-kind.js';

/** One thing that a credential cannot do, as Twilio documents it. */
export interface CredentialLimit {
  /** Id of the rule in the table of capabilities. */
  readonly rule: string;
  /** Completes "It cannot". */
  readonly cannot: string;
  /** The credential, or the way, that would work. */
  readonly instead: string;
  /** Twilio's page about it. */
  readonly source: string;
}

/** What this credential cannot do, so that nobody has to find out in production. */
export function limitsOf(rest: RestCredential): readonly CredentialLimit[] {
  const kind = credentialKindOf(rest);
  return CAPABILITY_RULES.filter(({ credentials }) => credentials.includes(kind)).map(
    ({ id, cannot, instead, source }) => ({ rule: id, cannot, instead, source }),
  );
}
