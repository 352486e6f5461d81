import { isObject } from '../primitives/is-object.js';
import type { AccessTokenGrants } from './access-token-request.js';
import { GrantFields, grantProblem } from './grant-fields.js';
import type { Reject } from './invalid-access-token.js';

/** The claim that a grant becomes: its name in the token, and its value. */
interface GrantClaim {
  readonly name: string;
  /** Fields that are `undefined` are not in the token: JSON leaves them out. */
  readonly value: (grant: GrantFields) => unknown;
}

/** As observed with twilio 6.2.0 (lib/jwt/AccessToken). */
const CLAIMS: Readonly<Record<keyof AccessTokenGrants, GrantClaim>> = {
  voice: { name: 'voice', value: voiceClaim },
  video: { name: 'video', value: claimOf({ room: text('room') }) },
  chat: {
    name: 'chat',
    value: claimOf({
      serviceSid: sid('service_sid', 'IS'),
      endpointId: text('endpoint_id'),
      deploymentRoleSid: text('deployment_role_sid'),
      pushCredentialSid: sid('push_credential_sid', 'CR'),
    }),
  },
  sync: {
    name: 'data_sync',
    value: claimOf({
      serviceSid: sid('service_sid', 'IS', 'default'),
      endpointId: text('endpoint_id'),
    }),
  },
  taskRouter: {
    name: 'task_router',
    value: claimOf({
      workspaceSid: sid('workspace_sid', 'WS'),
      workerSid: sid('worker_sid', 'WK'),
      role: text('role'),
    }),
  },
  playback: { name: 'player', value: (grant) => grant.asJson() },
};

const KNOWN = Object.keys(CLAIMS).join(', ');

/** The `grants` claim: the identity and one entry for each grant. */
export function grantClaims(
  identity: string,
  grants: AccessTokenGrants,
  reject: Reject,
): Readonly<Record<string, unknown>> {
  const claims: Record<string, unknown> = {};
  for (const [grant, fields] of Object.entries(grants)) {
    if (fields === undefined) continue;
    const path = `grants.${grant}`;
    if (!isKnown(grant)) return reject(grantProblem(path, `is not one of ${KNOWN}`));
    if (!isObject(fields)) return reject(grantProblem(path, 'must be a plain object'));
    const { name, value } = CLAIMS[grant];
    claims[name] = value(new GrantFields(fields, path, reject));
  }
  if (Object.keys(claims).length > 0) return { identity, ...claims };
  return reject(grantProblem('grants', `needs at least one of ${KNOWN}`));
}

function isKnown(grant: string): grant is keyof AccessTokenGrants {
  return Object.hasOwn(CLAIMS, grant);
}

function voiceClaim(grant: GrantFields): object {
  grant.allowOnly([
    'incomingAllow',
    'outgoingApplicationSid',
    'outgoingApplicationParams',
    'pushCredentialSid',
    'endpointId',
  ]);
  const applicationSid = grant.sid('outgoingApplicationSid', 'AP');
  const params = grant.json('outgoingApplicationParams');
  if (params !== undefined && applicationSid === undefined) {
    // The SDK drops them silently, and the call arrives without its parameters.
    return grant.reject('outgoingApplicationParams', 'needs outgoingApplicationSid');
  }
  const isIncoming = grant.flag('incomingAllow') === true;
  if (!isIncoming && applicationSid === undefined) {
    return grant.fail('allows nothing: set incomingAllow or outgoingApplicationSid');
  }
  return {
    incoming: isIncoming ? { allow: true } : undefined,
    outgoing: applicationSid && { application_sid: applicationSid, params },
    push_credential_sid: grant.sid('pushCredentialSid', 'CR'),
    endpoint_id: grant.text('endpointId'),
  };
}

/** One field of a claim: its name in the token, and how its value is read. */
interface ClaimField {
  readonly name: string;
  readonly read: (grant: GrantFields, field: string) => string | undefined;
}

function text(name: string): ClaimField {
  return { name, read: (grant, field) => grant.text(field) };
}

/** A SID with this prefix; `otherwise` is a name that is valid in its place. */
function sid(name: string, prefix: string, otherwise?: string): ClaimField {
  return { name, read: (grant, field) => grant.sid(field, prefix, otherwise) };
}

/** Reads a grant by the names of its fields. */
function claimOf(fields: Readonly<Record<string, ClaimField>>): GrantClaim['value'] {
  return (grant) => {
    grant.allowOnly(Object.keys(fields));
    const claim: Record<string, unknown> = {};
    for (const [field, { name, read }] of Object.entries(fields)) claim[name] = read(grant, field);
    return claim;
  };
}
