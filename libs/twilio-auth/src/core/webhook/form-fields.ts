import { decodeInto } from './form-escapes.js';

/** Where one field lies in the encoded bytes. */
export interface FormField {
  readonly start: number;
  readonly nameEnd: number;
  /** Behind the `=`; the end where there is none. */
  readonly valueStart: number;
  readonly end: number;
}

/** A form: its bytes as they were sent, and where its fields lie in them. */
export interface FormFields {
  readonly encoded: Buffer;
  /** In the order they were sent. */
  readonly fields: readonly FormField[];
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;

/**
 * Finds the fields of `application/x-www-form-urlencoded` bytes as the URL Standard does
 * (https://url.spec.whatwg.org/#urlencoded-parsing): order, duplicates, empty and bracketed
 * names stay as sent. A parsed body will not do: Express nests `a[b]` and turns many repeats
 * into an object.
 *
 * It stays with bytes, because two bodies that differ must never look alike: as text, every
 * invalid sequence becomes the same replacement character. It is also much faster than strings.
 */
export function formFields(encoded: Buffer): FormFields {
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
export function textAt({ encoded }: FormFields, start: number, end: number): string {
  const text = encoded.toString('latin1', start, end);
  if (!NEEDS_DECODING.test(text)) return text;
  const bytes = Buffer.allocUnsafe(end - start);
  return bytes.toString('utf8', 0, decodeInto(bytes, 0, encoded, start, end));
}
