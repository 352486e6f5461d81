import type { Account } from '../accounts/account.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Emit } from '../events/events.js';
import type { ApiRequest } from './api-request.js';
import type { CapabilityRule } from './capability-rule.js';
import { CAPABILITY_RULES } from './capability-rules.js';
import { CREDENTIAL_NAMES, credentialKindOf, type CredentialKind } from './credential-kind.js';

export interface CapabilityGateOptions {
  readonly mode: 'refuse' | 'warn' | 'off';
  readonly emit: Emit;
  /** Mode `warn` logs what mode `refuse` would have refused. */
  readonly warn: (message: string) => void;
}

/** Which rules apply: those of every request, or those of a client for a subaccount. */
export type CapabilityScope = 'request' | 'subaccount';

/** Checks a request before it is sent. Throws `TWILIO_AUTH_CAPABILITY` where it could only fail. */
export type CapabilityGate = (
  account: Pick<Account, 'name' | 'rest'>,
  request: ApiRequest,
  scope?: CapabilityScope,
) => void;

/**
 * One gate for all accounts, however many. It applies documented rules only, and never those
 * about a type of key to a key of undeclared type: Twilio may accept its request.
 */
export function createCapabilityGate({ mode, emit, warn }: CapabilityGateOptions): CapabilityGate {
  if (mode === 'off') return () => {};
  const cache = new Map<string, readonly RequestRule[]>();
  const rulesFor = (kind: CredentialKind, scope: CapabilityScope): readonly RequestRule[] => {
    const key = `${scope} ${kind}`;
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const rules = selectRules(kind, scope);
    cache.set(key, rules);
    return rules;
  };
  return ({ name, rest }, request, scope = 'request') => {
    const kind = credentialKindOf(rest);
    const rule = rulesFor(kind, scope).find(({ matches }) => matches(request));
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

interface RequestRule extends CapabilityRule {
  readonly matches: (request: ApiRequest) => boolean;
}

function selectRules(kind: CredentialKind, scope: CapabilityScope): readonly RequestRule[] {
  return CAPABILITY_RULES.filter(({ credentials }) => credentials.includes(kind)).flatMap((rule) =>
    rule.enforcedBy.flatMap((enforcement) =>
      enforcement.by === scope ? [{ ...rule, matches: enforcement.matches }] : [],
    ),
  );
}

function explain(kind: CredentialKind, rule: CapabilityRule, { method, path }: ApiRequest): string {
  const { cannot, instead, source } = rule;
  return `${method} ${path}: ${CREDENTIAL_NAMES[kind]} cannot ${cannot}. Use ${instead}. (${source})`;
}
