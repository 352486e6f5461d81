/** What a body can be signed as. */
export type BodyKind = 'form' | 'json' | 'other';

/** What Twilio itself sends with a form. */
const TWILIO_FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-8"?\s*(;|$))/i;

/**
 * The kind that a content type stands for; without one, a form. A form in another charset is
 * none: genuine bytes would reach the handler as another text.
 */
export function bodyKind(contentType: string): BodyKind {
  if (contentType === TWILIO_FORM || contentType === '') return 'form';
  if (FORM.test(contentType)) return OTHER_CHARSET.test(contentType) ? 'other' : 'form';
  return JSON_TYPE.test(contentType) ? 'json' : 'other';
}
