/**
 * An HTTP client of the application's own, as the `twilio` SDK takes one. It gets the request
 * with `authStrategy`, whose `getAuthString()` resolves to the Authorization header, and answers
 * with `{ statusCode, body, headers }`.
 */
export interface OwnHttpClient {
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK types it differently per version
  request(options: any): Promise<object>;
}
