import { compareDecoded, decodeInto } from './form-escapes.js';
import type { FormField, FormFields } from './form-fields.js';

/** Indexes of fields, in the order in which they are signed. */
type Order = readonly number[];

/** Forms with more fields are sorted each time; a webhook has about twenty. */
const MOST_FIELDS = 64;

/**
 * Puts the fields as they are appended to the URL before it is signed: decoded, sorted by name,
 * and by value where a name repeats, with equal repeats counted once
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security, and twilio 6.2.0 for repeats).
 *
 * Twilio sends the fields of a kind of webhook in one order, so the order that was right for the
 * last form of this size is tried first. Whether it is right is seen while the fields are
 * written, and only if it is not are they sorted.
 */
export class SignedParams {
  readonly #orders = new Map<number, Order>();

  of(form: FormFields): Buffer {
    const { encoded, fields } = form;
    const known = this.#orders.get(fields.length);
    const params = known === undefined ? undefined : written(form, known);
    if (params !== undefined) return params;
    const order = fields
      .map((_, index) => index)
      .toSorted((one, other) => compareFields(encoded, fields[one]!, fields[other]!));
    if (fields.length <= MOST_FIELDS) this.#orders.set(fields.length, order);
    return written(form, order)!;
  }
}

/** The fields in this order, or `undefined` when it is not theirs. */
function written({ encoded, fields }: FormFields, order: Order): Buffer | undefined {
  const params = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  let previous: FormField | undefined;
  for (const index of order) {
    const field = fields[index]!;
    const place = previous === undefined ? 1 : compareFields(encoded, field, previous);
    if (place < 0) return undefined;
    previous = field;
    if (place === 0) continue;
    length = decodeInto(params, length, encoded, field.start, field.nameEnd);
    length = decodeInto(params, length, encoded, field.valueStart, field.end);
  }
  return params.subarray(0, length);
}

function compareFields(encoded: Uint8Array, one: FormField, other: FormField): number {
  return (
    compareDecoded(encoded, one.start, one.nameEnd, other.start, other.nameEnd) ||
    compareDecoded(encoded, one.valueStart, one.end, other.valueStart, other.end)
  );
}
