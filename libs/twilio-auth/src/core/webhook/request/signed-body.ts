import { createHash } from 'node:crypto';
import { bodyType } from './body-type.js';
import { hasTooManyFields, parseForm, type Form } from './form.js';
import { rawBytes } from './raw-body.js';
import type { WebhookRejectionReason } from '../verdict.js';
import { isQueryOnly, queryOf, type WebhookRequest } from './webhook-request.js';

/** A body that is signed by its hash in the URL. */
export interface HashedBody {
  readonly hash: string;
  readonly bytes: Buffer;
  /** Its type says so: a parser reads it as JSON, or rejects it. */
  readonly isJson: boolean;
}

/** How the signature covers the body. */
type SignedBody =
  /** By its fields, which are appended to the URL. */
  | { readonly kind: 'form'; readonly form: Form }
  /** By its hash, which is in the URL. `form` is what a parser may read in it. */
  | (HashedBody & { readonly kind: 'hash'; readonly form: Form })
  /** It cannot cover this one. */
  | { readonly kind: 'unreadable'; readonly reason: WebhookRejectionReason };

const NO_FIELDS = parseForm(Buffer.alloc(0));

/**
 * Reads the body from its raw bytes. `bodySHA256` in the query decides, whatever the content
 * type says: that is how Twilio signs JSON.
 */
export function signedBody(request: WebhookRequest, target: string): SignedBody {
  const type = bodyType(request);
  const bytes = rawBytes(request);
  const hash = bodyHash(target);
  if (bytes === undefined) {
    // A parser keeps no bytes of a type that it does not know.
    const isUnknown = type !== 'form' && type !== 'json' && hash === undefined;
    return isUnknown ? HASH_MISSING : { kind: 'unreadable', reason: 'raw-body-missing' };
  }
  // Regulatory bundles are reported by GET, with a hash beside the signed parameters.
  if (bytes.length === 0 && isQueryOnly(request)) return { kind: 'form', form: NO_FIELDS };
  // Its signed bytes would reach the handler as different text, whatever covers them.
  if (bytes.length > 0 && type === 'other-charset') return HASH_MISSING;
  if (hash !== undefined) {
    const form = type === 'form' || type === 'form-like' ? parseForm(bytes) : NO_FIELDS;
    if (hasTooManyFields(form)) return TOO_MANY_FIELDS;
    return { kind: 'hash', hash, bytes, form, isJson: type === 'json' };
  }
  if (bytes.length === 0 && type !== 'json') return { kind: 'form', form: NO_FIELDS };
  // Without a hash, nothing in the signature covers a body that is no form.
  if (type !== 'form') return HASH_MISSING;
  const form = parseForm(bytes);
  return hasTooManyFields(form) ? TOO_MANY_FIELDS : { kind: 'form', form };
}

const HASH_MISSING = { kind: 'unreadable', reason: 'body-hash-missing' } as const;
const TOO_MANY_FIELDS = { kind: 'unreadable', reason: 'too-many-fields' } as const;

/** Whether these bytes have the hash that the signed URL carries. Twilio writes lower-case hex. */
export function hasHash(bytes: Uint8Array, hash: string): boolean {
  return createHash('sha256').update(bytes).digest('hex') === hash;
}

/** The first `bodySHA256` of the query; one in the path is part of the path. */
function bodyHash(target: string): string | undefined {
  const field = queryOf(target)
    .split('&')
    .find((pair) => pair.startsWith('bodySHA256='));
  return field?.slice('bodySHA256='.length);
}
