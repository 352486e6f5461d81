import type { Account } from '../accounts/account.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Emit } from '../events/events.js';
import type { ApiRequest } from './api-request.js';
import type { CapabilityRule } from './capability-rule.js';
import { CAPABILITY_RULES } from './capability-rules.js';
import { CREDENTIAL_NAMES } from './credential-names.js';
import { credentialKindOf, type CredentialKind } from './credential-kind.js';

export interface CapabilityGateOptions {
  readonly mode: 'refuse' | 'warn' | 'off';
  readonly emit: Emit;
  /** Where mode `warn` says what mode `refuse` would have refused. */
  readonly warn: (message: string) => void;
}

/** Looks at a request before it leaves. Throws `TWILIO_AUTH_CAPABILITY` where it could only fail. */
export type CapabilityGate = (request: ApiRequest) => void;

/** Which rules speak: those of every request, or those of a client for a subaccount. */
export type CapabilityScope = 'request' | 'subaccount';

/**
 * The gate of one account. Only documented rules are applied, and a key whose type was not
 * declared passes: what Twilio would answer to it is not known here.
 */
export function createCapabilityGate(
  account: Pick<Account, 'name' | 'rest'>,
  { mode, emit, warn }: CapabilityGateOptions,
  scope: CapabilityScope = 'request',
): CapabilityGate {
  const kind = credentialKindOf(account.rest);
  const rules = CAPABILITY_RULES.filter(
    ({ enforced, credentials }) => enforced === scope && credentials.includes(kind),
  );
  if (mode === 'off' || rules.length === 0) return () => {};
  return (request) => {
    const rule = rules.find(({ matches }) => matches?.(request));
    if (rule === undefined) return;
    const { method, path } = request;
    const message = explain(kind, rule, request);
    if (mode === 'warn') {
      warn(message);
      return;
    }
    emit('capability.refused', { account: account.name, rule: rule.id, method, path });
    throw new TwilioAuthError('TWILIO_AUTH_CAPABILITY', message, {
      account: account.name,
      reason: rule.id,
      hint: `Use ${rule.instead}.`,
    });
  };
}

function explain(kind: CredentialKind, rule: CapabilityRule, { method, path }: ApiRequest): string {
  const { cannot, instead, source } = rule;
  return `${method} ${path}: ${CREDENTIAL_NAMES[kind]} cannot ${cannot}. Use ${instead}. (${source})`;
}
