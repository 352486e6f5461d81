/**
 * Why there is no answer. It stays inside the transport and carries nothing of the request:
 * the errors of HTTP clients do, and with it the credential.
 */
export class ExchangeFailure extends Error {
  constructor(
    /** Code of the system or of the HTTP client. */
    readonly code: string,
    /** Whether a byte of the request may have reached the other side. */
    readonly sent: boolean,
  ) {
    super(code);
  }
}

const PROXY_ANSWER = /^Proxy response \((\d{3})\)/;

/** A stable word for whatever an HTTP client throws. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const proxyStatus = PROXY_ANSWER.exec(error.message)?.[1];
  if (proxyStatus !== undefined) return `PROXY_${proxyStatus}`;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause === undefined ? error.name : failureCode(error.cause);
}
