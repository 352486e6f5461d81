/** Names of parameters and fields whose values are not shown. */
const SECRET_NAMES =
  /secret|password|^code$|^code_verifier$|^refresh_token$|access_token$|auth_?token$/i;

export const MASK = '[secret]';

/** Whether a parameter of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.test(name);
}

const PAIR = /("((?:[^"\\]|\\.)*)"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/g;

/**
 * JSON, or the start of it, without the values of secret fields. It is not parsed, so that a
 * shortened answer can be shown too.
 */
export function maskJson(text: string): string {
  return text.replace(PAIR, (pair, start: string, name: string) =>
    isSecretName(name) ? `${start}"${MASK}"` : pair,
  );
}

/** Text without JSON Web Tokens: access tokens, and client validations. */
export function maskTokens(text: string): string {
  return text.replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, MASK);
}
