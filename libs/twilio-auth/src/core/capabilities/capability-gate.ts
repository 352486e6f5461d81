import type { Account, RestCredential } from '../accounts/account.js';
import { TwilioAuthError } from '../errors/twilio-auth.error.js';
import type { Emit } from '../events/events.js';
import { accountSidIn } from '../primitives/sid.js';
import { howToGrant, undeclaredPermission } from '../permissions/declared-permissions.js';
import type { CallScope } from '../permissions/permission-use.js';
import type { ApiRequest } from './api-request.js';
import type { CapabilityRule, Enforcement } from './capability-rule.js';
import { CAPABILITY_RULES } from './capability-rules.js';
import { CREDENTIAL_NAMES, credentialKindOf, type CredentialKind } from './credential-kind.js';

export interface CapabilityGateOptions {
  readonly mode: 'refuse' | 'warn' | 'off';
  readonly emit: Emit;
  /** Mode `warn` logs what mode `refuse` would have refused. */
  readonly warn: (message: string) => void;
}

/** Checks a request before it is sent. Throws `TWILIO_AUTH_CAPABILITY` where it could only fail. */
export type CapabilityGate = (
  account: Pick<Account, 'name' | 'accountSid' | 'rest'>,
  request: ApiRequest,
  scope?: CallScope,
) => void;

/**
 * One gate for all accounts, however many. It applies documented rules only, and never those
 * about a type of key to a key of undeclared type: Twilio may accept its request.
 */
export function createCapabilityGate({ mode, emit, warn }: CapabilityGateOptions): CapabilityGate {
  if (mode === 'off') return () => {};
  const cache = new Map<CredentialKind, readonly RequestRule[]>();
  const rulesFor = (kind: CredentialKind): readonly RequestRule[] => {
    const cached = cache.get(kind);
    if (cached !== undefined) return cached;
    const rules = selectRules(kind);
    cache.set(kind, rules);
    return rules;
  };
  return ({ name, accountSid, rest }, request, scope = 'request') => {
    const kind = credentialKindOf(rest);
    const about = { request, scope, accountSid, rest };
    const rule = rulesFor(kind).find(({ matches }) => matches(about));
    if (rule === undefined) return;
    const { method, path } = request;
    const remedy = remedyOf(rule, about);
    const message = `${method} ${path}: ${CREDENTIAL_NAMES[kind]} cannot ${rule.cannot}. ${remedy} (${rule.source})`;
    if (mode === 'warn') {
      warn(message);
      return;
    }
    emit('capability.refused', { account: name, rule: rule.id, method, path });
    throw new TwilioAuthError('TWILIO_AUTH_CAPABILITY', message, {
      account: name,
      reason: rule.id,
      hint: remedy,
    });
  };
}

/** What a rule is asked about. */
interface Attempt {
  readonly request: ApiRequest;
  readonly scope: CallScope;
  /** The account of the credential. */
  readonly accountSid: string;
  readonly rest: RestCredential;
}

interface RequestRule extends CapabilityRule {
  readonly matches: (attempt: Attempt) => boolean;
}

function selectRules(kind: CredentialKind): readonly RequestRule[] {
  return CAPABILITY_RULES.filter(({ credentials }) => credentials.includes(kind)).flatMap((rule) =>
    rule.enforcedBy.flatMap((enforcement) => {
      const matches = matcherOf(enforcement);
      return matches === undefined ? [] : [{ ...rule, matches }];
    }),
  );
}

function matcherOf(enforcement: Enforcement): RequestRule['matches'] | undefined {
  switch (enforcement.by) {
    case 'request':
      return ({ request }) => enforcement.matches(request);
    case 'subaccount':
      return ({ request, scope }) => scope === 'subaccount' && enforcement.matches(request);
    case 'other-account':
      return ({ request, scope, accountSid }) =>
        scope === 'subaccount' || (accountSidIn(request.path) ?? accountSid) !== accountSid;
    case 'declared-permissions':
      // A probe asks what the credential really has.
      return ({ request, scope, rest }) =>
        scope !== 'probe' && undeclaredPermission(rest, request) !== undefined;
    default:
      return undefined;
  }
}

function remedyOf({ instead, enforcedBy }: CapabilityRule, { request, rest }: Attempt): string {
  const isDeclared = enforcedBy.some(({ by }) => by === 'declared-permissions');
  const missing = isDeclared ? undeclaredPermission(rest, request) : undefined;
  return missing === undefined ? `Use ${instead}.` : `It needs ${missing}. ${howToGrant(missing)}`;
}
