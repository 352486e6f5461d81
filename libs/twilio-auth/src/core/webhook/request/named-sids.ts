import { bodyType } from './body-type.js';
import {
  accountsNamedIn,
  hasTooManyFields,
  parseForm,
  type Form,
  type NamedAccounts,
} from './form.js';
import { accountSidsInJson, sidsInBody } from './json-accounts.js';
import { rawBytes } from './raw-body.js';
import { fieldOf, queryOf, type WebhookRequest } from './webhook-request.js';

const NO_FIELDS = parseForm(Buffer.alloc(0));

/** The fields of the query of a target. */
export function queryFields(target: string): Form {
  return target.includes('?') ? parseForm(Buffer.from(queryOf(target))) : NO_FIELDS;
}

/** Every account that these parts of a request name, in either spelling. */
export function sidsNamedIn(...parts: readonly NamedAccounts[]): string[] {
  const sids: string[] = [];
  for (const { accountSids, snakeCaseSids } of parts) sids.push(...accountSids, ...snakeCaseSids);
  return sids;
}

/**
 * Whether a request names no other account than this one to whoever reads it: in its query, and in
 * its body as a form or as JSON, signed or not. `false` also where that cannot be known.
 */
export function namesOnly(accountSid: string, request: WebhookRequest, target: string): boolean {
  const inBody = sidsOfBody(request);
  const query = queryFields(target);
  if (inBody === undefined || hasTooManyFields(query)) return false;
  return [...sidsNamedIn(accountsNamedIn(query)), ...inBody].every((sid) => sid === accountSid);
}

/** Every account that the body names; `undefined` if nobody can know. */
function sidsOfBody(request: WebhookRequest): string[] | undefined {
  const bytes = rawBytes(request);
  // The handler gets what a parser made of bytes that were not kept.
  if (bytes === undefined) return sidsInBody(fieldOf(request, 'body'));
  const type = bodyType(request);
  if (bytes.length === 0) return [];
  if (type === 'other-charset') return undefined;
  const inJson = accountSidsInJson(bytes);
  if (type === 'json') return inJson;
  const form = parseForm(bytes);
  if (hasTooManyFields(form)) return undefined;
  return [...(inJson ?? []), ...sidsNamedIn(accountsNamedIn(form))];
}
