/** One request to the token endpoint, as the transport sends it. */
export interface TokenRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the request, the reading of its body included. */
  readonly signal: AbortSignal;
  /** The body is cut off with an error beyond this many bytes. */
  readonly maxBodyBytes: number;
}

/** Its answer, whatever the status. Redirects are answers: they are never followed. */
export interface TokenResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * How the token endpoint is reached: the transport's pool, with its proxy, CA and timeouts.
 * It rejects with `TWILIO_AUTH_CONNECTION_FAILED` when there is no answer.
 */
export type SendTokenRequest = (request: TokenRequest) => Promise<TokenResponse>;
