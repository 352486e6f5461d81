/** The characters of GSM-7, and those that take two places because they follow an escape character. */
const GSM_7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_7_EXTENSION = new Set('\f^{}\\[~]|€');

/**
 * How many segments a text is sent in: 160 characters of GSM-7 or 70 of UCS-2, less in each part of a longer text,
 * which needs a header. A character of two units is never divided.
 * @see https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
 */
export function segmentsOf(text: string): number {
  const characters = Array.from(text);
  const isGsm = characters.every((one) => GSM_7.has(one) || GSM_7_EXTENSION.has(one));
  const units = characters.map((one) => {
    if (!isGsm) return one.length;
    return GSM_7_EXTENSION.has(one) ? 2 : 1;
  });
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  const total = units.reduce((sum, count) => sum + count, 0);
  return total <= single ? 1 : partsOf(units, part);
}

function partsOf(units: readonly number[], size: number): number {
  let parts = 1;
  let used = 0;
  for (const count of units) {
    if (used + count > size) {
      parts += 1;
      used = 0;
    }
    used += count;
  }
  return parts;
}
