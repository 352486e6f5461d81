import { compareDecoded, decodeInto } from './form-escapes.js';

/** Offsets of one field in the encoded bytes. */
export interface FormField {
  readonly start: number;
  readonly nameEnd: number;
  /** Behind the `=`; the end where there is none. */
  readonly valueStart: number;
  readonly end: number;
}

/** A form: its bytes as they were sent, and the offsets of its fields. */
export interface Form {
  readonly encoded: Buffer;
  /** In the order they were sent. */
  readonly fields: readonly FormField[];
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const BRACKET = 0x5b;
const PERCENT = 0x25;
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;
const ACCOUNT_SID = Buffer.from('AccountSid');
const ACCOUNT_SID_SPELLINGS = /^\[?AccountSid(\]|\[|$)/;

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
  let equals = -1;
  for (let index = 0; index <= encoded.length; index += 1) {
    const byte = index === encoded.length ? AMPERSAND : encoded[index];
    if (byte === EQUALS && equals === -1) equals = index;
    if (byte !== AMPERSAND) continue;
    if (index > start) {
      const [nameEnd, valueStart] = equals === -1 ? [index, index] : [equals, equals + 1];
      fields.push({ start, nameEnd, valueStart, end: index });
    }
    start = index + 1;
    equals = -1;
  }
  return { encoded, fields };
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
  let previous: FormField | undefined;
  for (const field of fields.toSorted((one, other) => compareFields(encoded, one, other))) {
    if (previous !== undefined && compareFields(encoded, previous, field) === 0) continue;
    length = decodeInto(params, length, encoded, field.start, field.nameEnd);
    length = decodeInto(params, length, encoded, field.valueStart, field.end);
    previous = field;
  }
  return params.subarray(0, length);
}

/**
 * Every value of the `AccountSid` parameter. Bracketed spellings are included, because Express
 * passes them to the handler under the plain name: an account that was not checked.
 */
export function accountSidsOf(form: Form): string[] {
  return form.fields
    .filter(({ start, nameEnd }) => isAccountSid(form, start, nameEnd))
    .map(({ valueStart, end }) => textAt(form, valueStart, end));
}

function isAccountSid(form: Form, start: number, nameEnd: number): boolean {
  const length = nameEnd - start;
  if (length < ACCOUNT_SID.length) return false;
  // Most names differ in their first byte or two, and are not decoded.
  for (let index = 0; index < ACCOUNT_SID.length; index += 1) {
    const byte = form.encoded[start + index];
    if (byte === ACCOUNT_SID[index]) continue;
    if (byte !== PERCENT && byte !== BRACKET) return false;
    return ACCOUNT_SID_SPELLINGS.test(textAt(form, start, nameEnd));
  }
  return length === ACCOUNT_SID.length || ACCOUNT_SID_SPELLINGS.test(textAt(form, start, nameEnd));
}

function compareFields(encoded: Uint8Array, one: FormField, other: FormField): number {
  return (
    compareDecoded(encoded, one.start, one.nameEnd, other.start, other.nameEnd) ||
    compareDecoded(encoded, one.valueStart, one.end, other.valueStart, other.end)
  );
}
