import type { FormField, FormFields } from './form-fields.js';

/** Up to here an insertion sort beats the general one; a webhook has about twenty fields. */
const SHORT = 32;

/**
 * The fields as they are appended to the URL before it is signed: sorted by name, and by value
 * where a name repeats, with equal repeats counted once
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security, and twilio 6.2.0 for repeats).
 */
export function signedParams({ bytes, fields }: FormFields): Buffer {
  const order = inOrder((one, other) => compareFields(bytes, one, other), fields);
  const params = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let previous: FormField | undefined;
  for (const field of order) {
    if (previous !== undefined && compareFields(bytes, previous, field) === 0) continue;
    previous = field;
    for (let index = field.start; index < field.end; index += 1) params[length++] = bytes[index]!;
  }
  return params.subarray(0, length);
}

type Compare = (one: FormField, other: FormField) => number;

function inOrder(compare: Compare, fields: readonly FormField[]): readonly FormField[] {
  if (fields.length > SHORT) return fields.toSorted(compare);
  const order = [...fields];
  for (let next = 1; next < order.length; next += 1) {
    const field = order[next]!;
    let place = next;
    for (; place > 0 && compare(field, order[place - 1]!) < 0; place -= 1) {
      order[place] = order[place - 1]!;
    }
    order[place] = field;
  }
  return order;
}

function compareFields(bytes: Uint8Array, one: FormField, other: FormField): number {
  return (
    compareSlices(bytes, one.start, one.nameEnd, other.start, other.nameEnd) ||
    compareSlices(bytes, one.nameEnd, one.end, other.nameEnd, other.end)
  );
}

function compareSlices(
  bytes: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): number {
  const shared = Math.min(end - start, otherEnd - otherStart);
  for (let offset = 0; offset < shared; offset += 1) {
    const byte = bytes[start + offset]!;
    const otherByte = bytes[otherStart + offset]!;
    if (byte !== otherByte) return rank(byte) - rank(otherByte);
  }
  return end - start - (otherEnd - otherStart);
}

/**
 * Strings sort by UTF-16 units in JavaScript and on Twilio's side. UTF-8 bytes sort alike, but
 * for the surrogates of U+10000 and above, which come before U+E000 to U+FFFF.
 */
function rank(byte: number): number {
  return byte === 0xee || byte === 0xef ? byte + 0x10 : byte;
}
