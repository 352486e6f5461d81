const PLUS = 0x2b;
const PERCENT = 0x25;
const SPACE = 0x20;

/** Value of a hexadecimal digit by its character code, or -1. */
const DIGITS = Int8Array.from({ length: 256 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/**
 * Writes the decoded bytes of `start` to `end`, and returns the offset after them. A `%` that
 * starts no escape is itself.
 */
export function decodeInto(
  decoded: Uint8Array,
  from: number,
  encoded: Uint8Array,
  start: number,
  end: number,
): number {
  let length = from;
  let index = start;
  while (index < end) {
    const byte = encoded[index]!;
    if (byte === PERCENT && isEscape(encoded, index)) {
      decoded[length] = unescaped(encoded, index);
      index += 3;
    } else {
      decoded[length] = byte === PLUS ? SPACE : byte;
      index += 1;
    }
    length += 1;
  }
  return length;
}

/** Compares two ranges of encoded bytes as strings compare once they are decoded. */
export function compareDecoded(
  encoded: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): number {
  let index = start;
  let otherIndex = otherStart;
  while (index < end && otherIndex < otherEnd) {
    // Most names share a beginning, and have no escapes in it.
    if (encoded[index] === encoded[otherIndex] && encoded[index] !== PERCENT) {
      index += 1;
      otherIndex += 1;
      continue;
    }
    const isEscaped = encoded[index] === PERCENT && isEscape(encoded, index);
    const isOtherEscaped = encoded[otherIndex] === PERCENT && isEscape(encoded, otherIndex);
    const byte = isEscaped ? unescaped(encoded, index) : plain(encoded[index]!);
    const otherByte = isOtherEscaped ? unescaped(encoded, otherIndex) : plain(encoded[otherIndex]!);
    if (byte !== otherByte) return rank(byte) - rank(otherByte);
    index += isEscaped ? 3 : 1;
    otherIndex += isOtherEscaped ? 3 : 1;
  }
  return Number(index < end) - Number(otherIndex < otherEnd);
}

function plain(byte: number): number {
  return byte === PLUS ? SPACE : byte;
}

function unescaped(encoded: Uint8Array, index: number): number {
  return (DIGITS[encoded[index + 1]!]! << 4) | DIGITS[encoded[index + 2]!]!;
}

/**
 * An escape never reaches into the next field, because `=` and `&` are not hex digits; nor does
 * what is read beyond the end.
 */
function isEscape(encoded: Uint8Array, index: number): boolean {
  return DIGITS[encoded[index + 1]!]! >= 0 && DIGITS[encoded[index + 2]!]! >= 0;
}

/**
 * Strings sort by UTF-16 units in JavaScript and at Twilio. UTF-8 bytes sort in the same order,
 * except that U+10000 and above (surrogates in UTF-16) come before U+E000 to U+FFFF.
 */
function rank(byte: number): number {
  return byte === 0xee || byte === 0xef ? byte + 0x10 : byte;
}
