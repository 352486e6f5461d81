import { REDACTED } from '../primitives/secret.js';
import { bodyObject, bodyText } from './answer-body.js';
import type { OAuthClient } from './oauth-client.js';
import type { TokenResponse } from './send.js';

const LONGEST = 300;

/** What the endpoint said about its refusal. */
export interface ServerWords {
  /** Its own sentence, safe to print; `undefined` when it said nothing. */
  readonly text?: string;
  /** Twilio's numeric error code. */
  readonly twilioCode?: number;
  /** RFC 6749's error word, such as `invalid_client`. */
  readonly error?: string;
}

/**
 * Reads a refusal of any shape: Twilio's `{ code, message }`, RFC 6749's
 * `{ error, error_description }`, RFC 9457's `{ title, detail }`, HTML, text or nothing.
 * Twilio documents the first and does not show a real one for a wrong secret.
 */
export function serverWords(response: TokenResponse, client: OAuthClient): ServerWords {
  const body = bodyObject(response);
  if (body === undefined) return { ...optional('text', clean(bodyText(response), client)) };
  const words = [body['message'], body['error_description'], body['detail'], body['title']];
  const text = words.map((word) => clean(word, client)).find((word) => word !== undefined);
  const code = Number(body['code']);
  return {
    ...optional('text', text),
    ...optional('error', clean(body['error'], client)),
    ...(Number.isInteger(code) && code > 0 ? { twilioCode: code } : {}),
  };
}

function clean(value: unknown, { clientSecret }: OAuthClient): string | undefined {
  if (typeof value !== 'string') return undefined;
  const secret = clientSecret.reveal();
  const text = [secret, encodeURIComponent(secret)]
    .filter((form) => form !== '')
    .reduce((words, form) => words.replaceAll(form, REDACTED), value)
    .replaceAll(/<(style|script)\b[^]*?<\/\1>|<[^>]*>/gi, ' ')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;
}
