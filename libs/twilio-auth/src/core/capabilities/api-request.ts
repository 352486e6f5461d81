/** One API request, as capability rules and events see it: no header and no query. */
export interface ApiRequest {
  readonly method: string;
  readonly host: string;
  /** Path without its query string. */
  readonly path: string;
  /** The form or JSON body. Only the rule about creating restricted keys reads it. */
  readonly data?: unknown;
}

// Every path of the v2010 API holds its version, so that its host needs no check.
const ACCOUNT = /^\/2010-04-01\/Accounts(\.\w+|\/[^/]+)?\/?$/;
const V2010_KEY = /^\/2010-04-01\/Accounts\/[^/]+\/Keys(\.\w+|\/[^/]+)?\/?$/;
const V2010_NEW_KEY = /^\/2010-04-01\/Accounts\/[^/]+\/(Signing)?Keys(\.\w+)?\/?$/;
const IAM_KEY = /^\/v1\/Keys(\/[^/]+)?\/?$/;
const TEST_CREATION =
  /^\/2010-04-01\/Accounts\/[^/]+\/(Messages|Calls|IncomingPhoneNumbers(\/(Local|Mobile|TollFree))?)(\.\w+)?\/?$/;
const LOOKUP = /^\/v2\/PhoneNumbers\/[^/]+\/?$/;

/** `/Accounts` itself: the list of accounts, or one of them. */
export function isAccountResource({ path }: ApiRequest): boolean {
  return ACCOUNT.test(path);
}

/** API keys, of the v2010 or of the IAM API. */
export function isKeyResource(request: ApiRequest): boolean {
  const { path } = request;
  return V2010_KEY.test(path) || (isOnProduct(request, 'iam') && IAM_KEY.test(path));
}

/** The creation of a key through the v2010 API that asks for a restricted one. */
export function asksV2010ForRestrictedKey(request: ApiRequest): boolean {
  return (
    request.method === 'POST' &&
    V2010_NEW_KEY.test(request.path) &&
    (bodyField(request, 'KeyType') === 'restricted' || bodyField(request, 'Policy') !== undefined)
  );
}

/** The resources that test credentials reach. */
export function isOpenToTestCredentials(request: ApiRequest): boolean {
  const { method, path } = request;
  if (method === 'POST') return TEST_CREATION.test(path);
  return method === 'GET' && isOnProduct(request, 'lookups') && LOOKUP.test(path);
}

/** Any API but v2010, the only one whose path says for which account a call is meant. */
export function isOutsideV2010({ path }: ApiRequest): boolean {
  return !path.startsWith('/2010-04-01/');
}

/** Whether the request is for this product, in any region. Another host may be any product. */
function isOnProduct({ host }: ApiRequest, product: string): boolean {
  return host.startsWith(`${product}.`) || !host.endsWith('.twilio.com');
}

/** The value of one field of the body, however the body was given. */
function bodyField({ data }: ApiRequest, name: string): unknown {
  if (typeof data === 'string') return new URLSearchParams(data).get(name) ?? undefined;
  if (data instanceof URLSearchParams) return data.get(name) ?? undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  return (data as Record<string, unknown>)[name];
}
