import { isWellFormedPermission } from 'twilio-permissions';
import { isObject } from '../primitives/is-object.js';

/**
 * `Authorization Error: required permission twilio/messaging/messages/list is missing`. Every part
 * is bounded: the time to read a long text grows with its length only, and a name stays a name.
 */
const WORDS =
  /\bpermission\b[^/]{0,40}?\/?\b(twilio(?:\/[a-z0-9.-]{1,80}){2}\/[a-z0-9*-]{1,40})(?![a-z0-9*/-])/i;

/**
 * The permission that an answer says is missing, with its first slash. Twilio leaves that out, and
 * its codes and the start of the sentence differ: 70051 of most products, 8021 of Verify.
 */
export function missingPermissionIn(message: unknown): string | undefined {
  const found = typeof message === 'string' ? WORDS.exec(message)?.[1] : undefined;
  const name = `/${found?.toLowerCase()}`;
  return isWellFormedPermission(name) ? name : undefined;
}

/**
 * Whether an answer with this status may be about a permission. Other errors quote what was sent,
 * such as the number in "… is not a valid phone number": their words are not Twilio's own.
 */
export function isAboutPermission(status: number): boolean {
  return status === 401 || status === 403;
}

/** What an error of Twilio says: `message`, or `detail` of RFC 9457. */
export function messageIn(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const { message, detail } = body;
  return [message, detail].find((text) => typeof text === 'string');
}
