/** Shorter strings turn up by chance. */
const MIN_LENGTH = 6;

/**
 * The ways in which a secret can hide in a text: as it is, percent-encoded, and base64 or
 * base64url wherever it stands in what was encoded (`user:secret` in a Basic header shifts it).
 */
export function secretForms(secret: string): readonly string[] {
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  for (const encoding of ['base64', 'base64url'] as const) {
    for (const shift of [0, 1, 2]) forms.push(embedded(secret, shift, encoding));
  }
  return [...new Set(forms)].filter((form) => form.length >= MIN_LENGTH);
}

/** The part of an encoding that depends on the secret alone, whatever stands before and after. */
function embedded(secret: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  const encoded = whole.toString(encoding);
  return shift === 0 ? encoded : encoded.slice(4);
}
