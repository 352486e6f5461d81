import { isObject } from '../primitives/is-object.js';

/** `Authorization Error: required permission twilio/messaging/messages/list is missing` */
const WORDS = /\bpermission\b[^/]*?\/?\b(twilio(?:\/[a-z0-9.-]+){2}\/[a-z0-9*-]+)/i;

/**
 * The permission that an answer says is missing, with its first slash. Twilio leaves that out, and
 * its codes and the start of the sentence differ: 70051 of most products, 8021 of Verify.
 */
export function missingPermissionIn(message: unknown): string | undefined {
  const name = typeof message === 'string' ? WORDS.exec(message)?.[1] : undefined;
  return name === undefined ? undefined : `/${name.toLowerCase()}`;
}

/** What an error of Twilio says: `message`, or `detail` of RFC 9457. */
export function messageIn(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const { message, detail } = body;
  return [message, detail].find((text) => typeof text === 'string');
}
