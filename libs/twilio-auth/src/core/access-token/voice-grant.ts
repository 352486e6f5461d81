import { isObject } from '../primitives/is-object.js';
import { grantProblem, quotedText, unknownField } from './grant-fields.js';
import type { GrantReader } from './grant-fields.js';
import type { Refuse } from './invalid-access-token.js';
import { jsonOf } from './json.js';

/** Reads a voice grant, the only one whose claim has a structure of its own. */
export const voiceGrant: GrantReader = (fields, path, refuse) => {
  const members: string[] = [];
  for (const field of Object.keys(fields)) {
    const value = fields[field];
    if (value === undefined) continue;
    switch (field) {
      case 'incomingAllow':
        if (flag(value, path, field, refuse)) members.push('"incoming":{"allow":true}');
        break;
      case 'outgoingApplicationSid': {
        const sid = quotedText(value, path, field, refuse);
        const params = parameters(fields['outgoingApplicationParams'], path, refuse);
        members.push(`"outgoing":{"application_sid":${sid}${params}}`);
        break;
      }
      case 'outgoingApplicationParams':
        // Alone, the SDK drops them without a word, and the call arrives without its parameters.
        if (fields['outgoingApplicationSid'] === undefined) {
          return refuse(grantProblem(`${path}.${field}`, 'needs outgoingApplicationSid'));
        }
        break;
      case 'pushCredentialSid':
        members.push(`"push_credential_sid":${quotedText(value, path, field, refuse)}`);
        break;
      case 'endpointId':
        members.push(`"endpoint_id":${quotedText(value, path, field, refuse)}`);
        break;
      default:
        return refuse(unknownField(path, field));
    }
  }
  return `{${members.join(',')}}`;
};

function flag(value: unknown, path: string, field: string, refuse: Refuse): boolean {
  if (typeof value === 'boolean') return value;
  return refuse(grantProblem(`${path}.${field}`, 'must be true or false'));
}

function parameters(params: unknown, path: string, refuse: Refuse): string {
  if (params === undefined) return '';
  const json = isObject(params) ? jsonOf(params) : undefined;
  if (json !== undefined) return `,"params":${json}`;
  const field = `${path}.outgoingApplicationParams`;
  return refuse(grantProblem(field, 'must be a plain object of JSON data'));
}
