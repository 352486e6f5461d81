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
  video: { name: 'video', value: textClaim({ room: 'room' }) },
  chat: {
    name: 'chat',
    value: textClaim({
      serviceSid: 'service_sid',
      endpointId: 'endpoint_id',
      deploymentRoleSid: 'deployment_role_sid',
      pushCredentialSid: 'push_credential_sid',
    }),
  },
  sync: {
    name: 'data_sync',
    value: textClaim({ serviceSid: 'service_sid', endpointId: 'endpoint_id' }),
  },
  taskRouter: {
    name: 'task_router',
    value: textClaim({ workspaceSid: 'workspace_sid', workerSid: 'worker_sid', role: 'role' }),
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
  const applicationSid = grant.text('outgoingApplicationSid');
  const params = grant.json('outgoingApplicationParams');
  if (params !== undefined && applicationSid === undefined) {
    // The SDK drops them silently, and the call arrives without its parameters.
    return grant.reject('outgoingApplicationParams', 'needs outgoingApplicationSid');
  }
  return {
    incoming: grant.flag('incomingAllow') === true ? { allow: true } : undefined,
    outgoing: applicationSid && { application_sid: applicationSid, params },
    push_credential_sid: grant.text('pushCredentialSid'),
    endpoint_id: grant.text('endpointId'),
  };
}

/** Reads a grant whose fields are all text; `names` maps our names to those in the token. */
function textClaim(names: Readonly<Record<string, string>>): GrantClaim['value'] {
  const fields = Object.keys(names);
  return (grant) => {
    grant.allowOnly(fields);
    const claim: Record<string, unknown> = {};
    for (const [field, name] of Object.entries(names)) claim[name] = grant.text(field);
    return claim;
  };
}
