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

/** Which rules speak: those of every request, or those of a client for a subaccount. */
export type CapabilityScope = 'request' | 'subaccount';

/** Looks at a request before it leaves. Throws `TWILIO_AUTH_CAPABILITY` where it could only fail. */
export type CapabilityGate = (
  account: Pick<Account, 'name' | 'rest'>,
  request: ApiRequest,
  scope?: CapabilityScope,
) => void;

/**
 * The gate of all accounts: it holds nothing of any of them, so that thousands cost no more than
 * one. Only documented rules are applied, and a key whose type was not declared passes: what
 * Twilio would answer to it is not known here.
 */
export function createCapabilityGate({ mode, emit, warn }: CapabilityGateOptions): CapabilityGate {
  if (mode === 'off') return () => {};
  const known = new Map<string, readonly CapabilityRule[]>();
  const rulesFor = (kind: CredentialKind, scope: CapabilityScope): readonly CapabilityRule[] => {
    const key = `${scope} ${kind}`;
    const rules = known.get(key);
    if (rules !== undefined) return rules;
    const selected = selectRules(kind, scope);
    known.set(key, selected);
    return selected;
  };
  return ({ name, rest }, request, scope = 'request') => {
    const kind = credentialKindOf(rest);
    const rule = rulesFor(kind, scope).find(({ matches }) => matches?.(request));
    if (rule === undefined) return;
    const { method, path } = request;
    const message = explain(kind, rule, request);
    if (mode === 'warn') {
      warn(message);
      return;
    }
    emit('capability.refused', { account: name, rule: rule.id, method, path });
    throw new TwilioAuthError('TWILIO_AUTH_CAPABILITY', message, {
      account: name,
      reason: rule.id,
      hint: `Use ${rule.instead}.`,
    });
  };
}

function selectRules(kind: CredentialKind, scope: CapabilityScope): readonly CapabilityRule[] {
  return CAPABILITY_RULES.filter(
    ({ enforced, credentials }) => enforced === scope && credentials.includes(kind),
  );
}

function explain(kind: CredentialKind, rule: CapabilityRule, { method, path }: ApiRequest): string {
  const { cannot, instead, source } = rule;
  return `${method} ${path}: ${CREDENTIAL_NAMES[kind]} cannot ${cannot}. Use ${instead}. (${source})`;
}
