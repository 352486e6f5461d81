import { createRequire } from 'node:module';
import twilio from 'twilio';
import type { SdkClient } from '#test/support/sdk-pair.js';

/** Internal modules of the SDK, loaded as its own code loads them. */
export const sdkFile = createRequire(import.meta.url);

export const AC = `AC${'a'.repeat(32)}`;
export const SK = `SK${'b'.repeat(32)}`;

export interface CapturedRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly authStrategy?: { getAuthString(): Promise<string> };
  readonly headers: Record<string, string>;
  readonly logLevel?: string;
  readonly [other: string]: unknown;
}

export interface CapturedAnswer {
  readonly statusCode: number;
  readonly body: unknown;
}

/** An SDK client whose requests are recorded instead of sent, and answered in turn. */
export function capturedClient(
  username: string | undefined,
  password: string | undefined,
  opts: Record<string, unknown> = {},
  answers: readonly CapturedAnswer[] = [{ statusCode: 200, body: {} }],
): { client: SdkClient; requests: CapturedRequest[] } {
  const requests: CapturedRequest[] = [];
  const httpClient = {
    request: (request: CapturedRequest) => {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      return Promise.resolve({ ...answer, headers: {} });
    },
  };
  const client = twilio(username, password, { httpClient, ...opts } as never);
  return { client, requests };
}
