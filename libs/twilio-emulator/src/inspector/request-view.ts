import type { RawHeaders, RequestDetailsLog } from '../log/request-details.js';
import type { LoggedRequest, RequestLog } from '../log/request-log.js';
import { MASK, maskJson } from '../log/secrets.js';

/** A logged request with its headers, its body unless it is a form, and its answer. */
export interface RequestView extends LoggedRequest {
  readonly headers: Headers | undefined;
  /** Empty for a form, whose fields are in `params`. */
  readonly body: string;
  readonly answer: { readonly headers: Headers; readonly body: string } | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** `undefined` for a request that is no longer in the log; only the last 200 have headers and bodies. */
export function requestView(
  requests: RequestLog,
  details: RequestDetailsLog,
  id: string,
): RequestView | undefined {
  const logged = requests.findLast((one) => one.id === id);
  if (logged === undefined) return undefined;
  const { headers, body = '', answer } = details.find(id) ?? {};
  const isForm = /^application\/x-www-form-urlencoded/i.test(String(headers?.['content-type']));
  return {
    ...logged,
    headers: headers && shown(headers),
    body: isForm ? '' : maskJson(body),
    answer: answer && { headers: shown(answer.headers), body: maskJson(answer.body) },
  };
}

/** Headers that identify a caller. */
const SECRET_HEADERS = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'twilio-client-validation',
]);

function shown(headers: RawHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.has(name) ? masked(String(value)) : String(value),
    ]),
  );
}

/** The scheme stays: `Basic [secret]`. */
function masked(value: string): string {
  const [, scheme = ''] = /^((?:Basic|Bearer) +)/i.exec(value) ?? [];
  return scheme + MASK;
}
