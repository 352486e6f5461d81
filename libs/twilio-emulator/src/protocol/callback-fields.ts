import type { Parameters } from './parameters.js';
import { invalid } from './twilio-error.js';

const MAX_LENGTH = 4000;

/**
 * A URL that Twilio is to call: `http` or `https`, with a host name without underscores, at most 4,000
 * characters.
 * @throws {TwilioError} 400 with `code`.
 * @see https://www.twilio.com/docs/api/errors/21609
 */
export function readUrl(form: Parameters, name: string, code: number): string | undefined {
  const url = form.get(name);
  return url === undefined ? undefined : checkedUrl(url, name, code);
}

/** The same for a value. @throws {TwilioError} 400 with `code`. */
export function checkedUrl(url: string, name: string, code: number): string {
  if (isCallable(url)) return url;
  throw invalid(code, `${name} is not a valid URL: ${url.slice(0, 200)}`);
}

function isCallable(url: string): boolean {
  if (url.length > MAX_LENGTH || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  return !new URL(url).hostname.includes('_');
}

/**
 * The verb with which Twilio is to call a URL; `POST` unless given.
 * @throws {TwilioError} 400 with `code`.
 */
export function readMethod(form: Parameters, name: string, code: number): 'GET' | 'POST' {
  return checkedMethod(form.get(name) ?? 'POST', name, code);
}

/** The same for a value. @throws {TwilioError} 400 with `code`. */
export function checkedMethod(text: string, name: string, code: number): 'GET' | 'POST' {
  const method = text.toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  throw invalid(code, `${name} must be GET or POST, not ${text.slice(0, 20)}.`);
}
