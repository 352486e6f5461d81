import { bodyField, isOnProduct, type ApiRequest } from './api-request.js';

// The version is part of every path of the v2010 API, so its host needs no check.
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

/** A key creation through the v2010 API that asks for a restricted key. */
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
