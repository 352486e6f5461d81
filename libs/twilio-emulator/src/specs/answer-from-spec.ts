import type { Answer } from '../protocol/answer.js';
import { isRecord } from '../protocol/checks.js';
import type { Parameters } from '../protocol/parameters.js';
import type { Account } from '../state/account.js';
import { Echo } from './echo.js';
import { readGiven } from './given.js';
import { flatten, type Schema } from './openapi.js';
import type { SpecOperation } from './operation.js';
import { isLaterPage, listKeyOf, pagingOf, withPaging } from './page.js';

/** A request of an authorized caller. */
export interface SpecCall {
  readonly account: Account;
  readonly query: Parameters;
  readonly form: Parameters;
  readonly body: string;
  /** Path and query, as received. */
  readonly url: string;
  readonly origin: string;
}

/** An answer, and the parameters that the operation does not know. */
export interface SpecAnswer {
  readonly answer: Answer;
  readonly ignored: readonly string[];
}

/**
 * An answer made from a specification: what the request says where a field has the name, otherwise values that fit
 * the schema and are the same for the same request and account.
 * @throws {TwilioError} 20001 for a missing or invalid parameter.
 */
export function answerFromSpec(operation: SpecOperation, call: SpecCall): SpecAnswer {
  const [path = ''] = call.url.split('?', 1);
  const given = readGiven(operation, { ...call, path });
  const { document, success } = operation;
  const { status } = success;
  const ignored = given.unknown;
  if (success.schema === undefined) return { answer: { status, body: undefined }, ignored };
  const schema = flatten(document, success.schema);
  const echo = new Echo({
    document,
    accountSid: call.account.sid,
    seed: seedOf(operation, call),
    given,
    origin: call.origin,
  });
  const key = listKeyOf(operation, schema);
  const own = operation.isCreation ? undefined : path;
  const body = key === undefined ? echo.resource(schema, path, own) : page(echo, schema, key, call);
  const location = isRecord(body) ? body['redirect_to'] : undefined;
  const headers = status >= 300 && typeof location === 'string' ? { location } : {};
  return { answer: { status, body: body as Record<string, unknown>, headers }, ignored };
}

/** A creation depends on its parameters too, so that what it makes is not what the last one made. */
function seedOf({ product, isCreation }: SpecOperation, call: SpecCall): string {
  const { account, url, form, body } = call;
  const request = isCreation ? ` ${url} ${[...form.entries()].join('&') || body}` : '';
  return `${account.sid} ${product}${request}`;
}

/** The first page of a list has one item, the others have none. */
function page(echo: Echo, schema: Schema, key: string, call: SpecCall): Record<string, unknown> {
  const { document } = echo;
  const { [key]: list = {}, meta, ...others } = schema.properties ?? {};
  const [path = ''] = call.url.split('?', 1);
  const paging = pagingOf(call, key);
  const { items = {} } = flatten(document, list);
  const value: Record<string, unknown> = {
    [key]: isLaterPage(call.query) ? [] : [echo.resource(items, path, undefined)],
    ...withPaging(document, schema, echo.plain({ ...schema, properties: others }), paging),
  };
  if (meta === undefined) return value;
  return { ...value, meta: withPaging(document, meta, echo.plain(meta), paging) };
}
