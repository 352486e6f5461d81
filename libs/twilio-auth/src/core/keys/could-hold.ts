/** A part of a secret that is shorter than this is found in any text. */
const PART = 6;

/**
 * Whether a text may hold a part of the secret: as it is, or encoded as base64 or hexadecimal.
 * In doubt it does.
 */
export function couldHold(text: string, secret: string): boolean {
  const searched = text.toLowerCase().replaceAll(/\s/g, '');
  return formsOf(secret).some((form) =>
    partsOf(form.toLowerCase()).some((p) => searched.includes(p)),
  );
}

/** Base64 has three forms of a text, by where it begins in what is encoded. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]));
  return [
    secret,
    bytes.toString('hex'),
    encodeURIComponent(secret),
    // The first and the last characters depend on what is beside the secret.
    ...shifted.map((all) => all.toString('base64').replace(/=+$/, '').slice(4, -1)),
    ...shifted.map((all) => all.toString('base64url').slice(4, -1)),
  ];
}

function partsOf(form: string): readonly string[] {
  if (form.length <= PART) return form === '' ? [] : [form];
  return Array.from({ length: form.length - PART + 1 }, (_, at) => form.slice(at, at + PART));
}
