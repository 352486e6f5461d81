import { isSid } from '../../primitives/sid.js';
import { compareDecoded, decodeInto } from './form-escapes.js';

/** Offsets of one field in the encoded bytes. */
interface FormField {
  readonly start: number;
  readonly nameEnd: number;
  /** After the `=`; the end where there is none. */
  readonly valueStart: number;
  readonly end: number;
  /** The first bytes of the name as a number, by which most names differ; -1 where they do not tell. */
  readonly prefix: number;
}

/** A form: its bytes as they were sent, and the offsets of its fields. */
export interface Form {
  readonly encoded: Buffer;
  /** In the order they were sent; one more than {@link MAX_FIELDS} of a form that has more. */
  readonly fields: readonly FormField[];
}

/**
 * Twilio sends a few dozen fields. A form with more than this is refused before it is sorted, so
 * that a forged one costs less than the parser of the adapter.
 */
const MAX_FIELDS = 1000;

/** Whether a form has too many fields for a webhook. */
export function hasTooManyFields({ fields }: Form): boolean {
  return fields.length > MAX_FIELDS;
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const BRACKET = 0x5b;
const A = 0x41;
const SMALL_A = 0x61;
const PERCENT = 0x25;
const PLUS = 0x2b;
const LAST_ASCII = 0x7f;
/** As many as a number can hold exactly. */
const PREFIX_BYTES = 6;
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;
const ACCOUNT_SID = Buffer.from('AccountSid');
const ACCOUNT_SID_SPELLINGS = /^\[?AccountSid(\]|\[|$)/;
const SNAKE_CASE = Buffer.from('account_sid');
const SNAKE_CASE_SPELLINGS = /^\[?account_sid(\]|\[|$)/;

/**
 * Finds the fields of `application/x-www-form-urlencoded` bytes as the URL Standard does
 * (https://url.spec.whatwg.org/#urlencoded-parsing): order, duplicates, empty and bracketed
 * names stay as sent. A parsed body will not do: Express nests `a[b]` and turns many repeats
 * into an object.
 *
 * It works on bytes, because two different bodies must never look alike: as text, every invalid
 * sequence becomes the same replacement character. It is also much faster than strings.
 */
export function parseForm(encoded: Buffer): Form {
  const fields: FormField[] = [];
  let start = 0;
  while (start <= encoded.length && fields.length <= MAX_FIELDS) {
    const field = fieldAt(encoded, start);
    if (field.end > start) fields.push(field);
    start = field.end + 1;
  }
  return { encoded, fields };
}

function fieldAt(encoded: Buffer, start: number): FormField {
  const { length } = encoded;
  let end = start;
  let nameEnd = -1;
  for (; end < length; end += 1) {
    const byte = encoded[end]!;
    // Most bytes are letters, which are above both.
    if (byte > EQUALS) continue;
    if (byte === AMPERSAND) break;
    if (byte === EQUALS && nameEnd === -1) nameEnd = end;
  }
  const hasValue = nameEnd !== -1;
  if (!hasValue) nameEnd = end;
  const valueStart = hasValue ? nameEnd + 1 : end;
  return { start, nameEnd, valueStart, end, prefix: prefixOf(encoded, start, nameEnd) };
}

/** In the order of the decoded names. A shorter name is filled up with zeros. */
function prefixOf(encoded: Buffer, start: number, end: number): number {
  let prefix = 0;
  for (let index = start; index < start + PREFIX_BYTES; index += 1) {
    const byte = index < end ? encoded[index]! : 0;
    if (byte === PERCENT || byte === PLUS || byte > LAST_ASCII) return -1;
    prefix = prefix * 256 + byte;
  }
  return prefix;
}

/** The decoded text between two offsets. */
export function textAt({ encoded }: Form, start: number, end: number): string {
  const text = encoded.toString('latin1', start, end);
  if (!NEEDS_DECODING.test(text)) return text;
  const bytes = Buffer.allocUnsafe(end - start);
  return bytes.toString('utf8', 0, decodeInto(bytes, 0, encoded, start, end));
}

/**
 * The fields as they are appended to the URL before it is signed: decoded, sorted by name, and
 * by value where a name repeats; the same name and value twice is signed once
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security, and twilio 6.2.0 for repeats).
 */
export function signedParams({ encoded, fields }: Form): Buffer {
  const params = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  for (const field of sortedFields(encoded, fields)) {
    length = decodeInto(params, length, encoded, field.start, field.nameEnd);
    length = decodeInto(params, length, encoded, field.valueStart, field.end);
  }
  return params.subarray(0, length);
}

/**
 * Sorted, each name and value once. Each field is inserted at its position, which is faster than
 * `toSorted` for as many as a webhook usually has.
 */
function sortedFields(encoded: Buffer, fields: readonly FormField[]): readonly FormField[] {
  const sorted: FormField[] = [];
  for (const field of fields) {
    let start = 0;
    let end = sorted.length;
    while (start < end) {
      const middle = (start + end) >>> 1;
      const order = compareFields(encoded, field, sorted[middle]!);
      if (order > 0) start = middle + 1;
      else end = order < 0 ? middle : -1;
    }
    if (start === end) sorted.splice(start, 0, field);
  }
  return sorted;
}

/** The accounts that a form names. */
export interface NamedAccounts {
  /**
   * Every value of the `AccountSid` parameter. Bracketed spellings are included, because Express
   * passes them to the handler under the plain name: an account that was not checked.
   */
  readonly accountSids: readonly string[];
  /**
   * Every SID that the form has as `account_sid`. Twilio uses that name in JSON; in a form it may
   * be a field of the application, so that only what looks like the SID of an account counts.
   */
  readonly snakeCaseSids: readonly string[];
}

/** Finds the accounts that a form names. */
export function accountsNamedIn(form: Form): NamedAccounts {
  const { encoded, fields } = form;
  const accountSids: string[] = [];
  const snakeCaseSids: string[] = [];
  for (const { start, nameEnd, valueStart, end } of fields) {
    const first = encoded[start];
    // Most names start with another letter, and are not compared.
    if (first !== A && first !== SMALL_A && first !== BRACKET && first !== PERCENT) continue;
    if (isNamed(form, start, nameEnd, ACCOUNT_SID, ACCOUNT_SID_SPELLINGS)) {
      accountSids.push(textAt(form, valueStart, end));
    } else if (isNamed(form, start, nameEnd, SNAKE_CASE, SNAKE_CASE_SPELLINGS)) {
      const sid = textAt(form, valueStart, end);
      if (isSid('account', sid)) snakeCaseSids.push(sid);
    }
  }
  return { accountSids, snakeCaseSids };
}

function isNamed(form: Form, start: number, end: number, name: Buffer, spellings: RegExp): boolean {
  // Most of the others differ in their second byte.
  for (let index = 0; index < name.length; index += 1) {
    const byte = form.encoded[start + index];
    if (byte === name[index]) continue;
    if (byte !== PERCENT && byte !== BRACKET) return false;
    return spellings.test(textAt(form, start, end));
  }
  return end - start === name.length || spellings.test(textAt(form, start, end));
}

function compareFields(encoded: Uint8Array, one: FormField, other: FormField): number {
  if (one.prefix !== other.prefix && one.prefix >= 0 && other.prefix >= 0) {
    return one.prefix - other.prefix;
  }
  return (
    compareDecoded(encoded, one.start, one.nameEnd, other.start, other.nameEnd) ||
    compareDecoded(encoded, one.valueStart, one.end, other.valueStart, other.end)
  );
}
