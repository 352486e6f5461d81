import { MAX_PERMISSIONS_PER_KEY } from 'twilio-permissions';
import { isRecord } from '../protocol/checks.js';
import { problemOfPermission } from '../protocol/permissions.js';
import type { Parameters } from '../protocol/parameters.js';
import { TwilioError, invalid, notFound } from '../protocol/twilio-error.js';
import type { ApiKey } from '../state/api-key.js';
import type { ApiCall } from './route.js';
import { rfc2822 } from '../protocol/formats.js';

const MAX_NAME = 64;

/** The key that the path names; a key of another Region is not found. @throws {TwilioError} 20404 */
export function findKey({ state, account, params, url, region }: ApiCall): ApiKey {
  const key = state.keys.get(params['Sid'] ?? '');
  if (key?.accountSid !== account.sid || key.region !== region) throw notFound(url);
  return key;
}

/** The account's keys in the Region of the request. */
export function keysIn({ state, account, region }: ApiCall): readonly ApiKey[] {
  return state.keysOf(account).filter((key) => key.region === region);
}

/** The name of a key, at most 64 characters. @throws {TwilioError} 70001 */
export function readFriendlyName(form: Parameters, otherwise: string): string {
  const name = form.raw('FriendlyName') ?? otherwise;
  if (name.length > MAX_NAME) {
    throw invalid(70001, `FriendlyName must not be longer than ${MAX_NAME} characters.`);
  }
  return name;
}

/**
 * The permissions in a `Policy` parameter: `{"allow":["/twilio/messaging/messages/read"]}`.
 * @throws {TwilioError} 70001, and 70002 for a name that does not exist.
 * @see https://www.twilio.com/docs/iam/api-keys/key-resource-v1
 */
export function readPolicy(text: string): readonly string[] {
  const { allow, ...others } = parsePolicy(text);
  checkNoOther(others);
  if (!Array.isArray(allow) || allow.length === 0) {
    throw invalid(70001, 'Policy must be JSON like {"allow":["/twilio/messaging/messages/read"]}.');
  }
  return checkPermissions('Policy', allow);
}

/**
 * The names, if Twilio would accept them. It answers a policy with `/*` in it; whether it accepts one
 * is not known, so this does not.
 * @throws {TwilioError} 70001, and 70002 for a name that does not exist.
 */
export function checkPermissions(where: string, names: unknown): readonly string[] {
  if (!isListOfStrings(names)) {
    throw invalid(70001, `${where} must be a list like ["/twilio/messaging/messages/read"].`);
  }
  const wrong = names.find((name) => name.endsWith('/*') || problemOfPermission(name));
  if (wrong !== undefined) throw invalidPermission(wrong);
  if (names.length > MAX_PERMISSIONS_PER_KEY) {
    throw invalid(
      70001,
      `${where} must not hold more than ${MAX_PERMISSIONS_PER_KEY} permissions.`,
    );
  }
  return names;
}

/** The first sentence is Twilio's, the second is ours. */
function invalidPermission(name: string): TwilioError {
  const advice = name.endsWith('/*')
    ? ' Name the actions one by one: it is not known whether Twilio accepts a wildcard here.'
    : ` It ${problemOfPermission(name)}`;
  return new TwilioError(400, 70002, `assertion '${name}' is invalid`, advice.trim());
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function parsePolicy(text: string): Readonly<Record<string, unknown>> {
  try {
    const policy: unknown = JSON.parse(text);
    return isRecord(policy) ? policy : {};
  } catch {
    return {};
  }
}

/** Dropped in silence, a `deny` would be a right that nobody meant to give. @throws {TwilioError} 70001 */
export function checkNoOther(fields: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(fields);
  if (name !== undefined) throw invalid(70001, `A policy has no "${name}".`);
}

/** A key as every API shows it. The secret is shown once, at creation. */
export function renderKey(key: ApiKey): Record<string, unknown> {
  return {
    sid: key.sid,
    friendly_name: key.friendlyName,
    date_created: rfc2822(key.createdAt),
    date_updated: rfc2822(key.updatedAt),
  };
}
