import { compareDecoded, decodeInto } from './form-escapes.js';
import type { FormField, FormFields } from './form-fields.js';

/** Up to here an insertion sort beats the general one; a webhook has about twenty fields. */
const SHORT = 32;

/**
 * The fields as they are appended to the URL before it is signed: decoded, sorted by name, and
 * by value where a name repeats, with equal repeats counted once
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security, and twilio 6.2.0 for repeats).
 */
export function signedParams({ encoded, fields }: FormFields): Buffer {
  const params = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  let previous: FormField | undefined;
  for (const field of inOrder(encoded, fields)) {
    if (previous !== undefined && compareFields(encoded, previous, field) === 0) continue;
    previous = field;
    length = decodeInto(params, length, encoded, field.start, field.nameEnd);
    length = decodeInto(params, length, encoded, field.valueStart, field.end);
  }
  return params.subarray(0, length);
}

function inOrder(encoded: Uint8Array, fields: readonly FormField[]): readonly FormField[] {
  if (fields.length > SHORT) {
    return fields.toSorted((one, other) => compareFields(encoded, one, other));
  }
  const order = [...fields];
  for (let next = 1; next < order.length; next += 1) {
    const field = order[next]!;
    let place = next;
    for (; place > 0 && compareFields(encoded, field, order[place - 1]!) < 0; place -= 1) {
      order[place] = order[place - 1]!;
    }
    order[place] = field;
  }
  return order;
}

function compareFields(encoded: Uint8Array, one: FormField, other: FormField): number {
  // Most names differ in their first letter, and no sort needs to look further then.
  const first = encoded[one.start]! - encoded[other.start]!;
  if (first !== 0 && needsNoDecoding(encoded[one.start]!) && needsNoDecoding(encoded[other.start]!))
    return first;
  return (
    compareDecoded(encoded, one.start, one.nameEnd, other.start, other.nameEnd) ||
    compareDecoded(encoded, one.valueStart, one.end, other.valueStart, other.end)
  );
}

/** From A to z: every letter, and the few signs between the cases. */
function needsNoDecoding(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x7a;
}
