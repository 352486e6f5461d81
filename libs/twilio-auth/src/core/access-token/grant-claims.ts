import { isObject } from '../primitives/is-object.js';
import type { AccessTokenGrants } from './grants.js';
import { grantProblem, textGrant, type GrantReader } from './grant-fields.js';
import type { Refuse } from './invalid-access-token.js';
import { jsonOf, quoted } from './json.js';
import { voiceGrant } from './voice-grant.js';

interface GrantKind {
  /** The member of the claim, up to its value. */
  readonly key: string;
  readonly path: string;
  readonly read: GrantReader;
}

/** Names in the token as observed with twilio 6.2.0 (lib/jwt/AccessToken). */
const KINDS: ReadonlyMap<string, GrantKind> = new Map<string, GrantKind>([
  kind('voice', 'voice', voiceGrant),
  kind('video', 'video', textGrant({ room: 'room' })),
  kind(
    'chat',
    'chat',
    textGrant({
      serviceSid: 'service_sid',
      endpointId: 'endpoint_id',
      deploymentRoleSid: 'deployment_role_sid',
      pushCredentialSid: 'push_credential_sid',
    }),
  ),
  kind('sync', 'data_sync', textGrant({ serviceSid: 'service_sid', endpointId: 'endpoint_id' })),
  kind(
    'taskRouter',
    'task_router',
    textGrant({ workspaceSid: 'workspace_sid', workerSid: 'worker_sid', role: 'role' }),
  ),
  kind('playback', 'player', playbackGrant),
]);

/** The `grants` claim as JSON: the identity and one entry for each grant. */
export function grantClaims(identity: string, grants: AccessTokenGrants, refuse: Refuse): string {
  let members = '';
  for (const name of Object.keys(grants)) {
    const fields: unknown = grants[name as keyof AccessTokenGrants];
    if (fields === undefined) continue;
    const known = KINDS.get(name);
    if (known === undefined) return refuse(grantProblem(`grants.${name}`, `is none of ${names()}`));
    if (!isObject(fields)) return refuse(grantProblem(known.path, 'must be a plain object'));
    members += known.key + known.read(fields, known.path, refuse);
  }
  if (members !== '') return `{"identity":${quoted(identity)}${members}}`;
  return refuse(grantProblem('grants', `needs at least one of ${names()}`));
}

function playbackGrant(fields: Readonly<Record<string, unknown>>, path: string, refuse: Refuse) {
  return jsonOf(fields) ?? refuse(grantProblem(path, 'must be plain JSON data'));
}

function kind(
  name: keyof AccessTokenGrants,
  claim: string,
  read: GrantReader,
): [string, GrantKind] {
  return [name, { key: `,"${claim}":`, path: `grants.${name}`, read }];
}

function names(): string {
  return [...KINDS.keys()].join(', ');
}
