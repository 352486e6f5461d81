import { singleHeader, type WebhookRequest } from './webhook-request.js';

/**
 * What the content type says about a body; without one it is a form.
 *
 * `form-like` starts like a form and is none: some parsers read it as one. `other-charset` would
 * reach the handler as another text than the one that was read here.
 */
type BodyType = 'form' | 'form-like' | 'json' | 'other' | 'other-charset';

const FORM_LIKE = /^application\/x-www-form-urlencoded/i;
const FORM = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
const JSON_TYPE = /^[^;]*[/+]json\b/i;
const OTHER_CHARSET = /charset(?!\s*=\s*"?utf-8"?\s*(?:;|$))/i;

/** The type of the body of a request. */
export function bodyType(request: WebhookRequest): BodyType {
  const contentType = singleHeader(request, 'content-type')?.trim() ?? '';
  if (contentType === '') return 'form';
  if (OTHER_CHARSET.test(contentType)) return 'other-charset';
  if (FORM_LIKE.test(contentType)) return FORM.test(contentType) ? 'form' : 'form-like';
  return JSON_TYPE.test(contentType) ? 'json' : 'other';
}
