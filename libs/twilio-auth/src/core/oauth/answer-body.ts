import { gunzipSync } from 'node:zlib';
import { isObject } from '../primitives/is-object.js';
import type { TokenResponse } from './send.js';

/** More than this is no answer of a token endpoint: 1 MiB, as it arrives and unpacked. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The text of an answer; `undefined` when it cannot be read. */
export function bodyText({ body }: TokenResponse): string | undefined {
  return isGzip(body) ? gunzip(body) : body.toString('utf8');
}

/** The object of a JSON answer; `undefined` for every other kind of value. */
export function bodyObject(response: TokenResponse): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bodyText(response) ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** By its first bytes: a proxy on the way may compress what was asked for as it is. */
function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

function gunzip(body: Buffer): string | undefined {
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BODY_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
