import type { Answer } from '#test/support/recording-server.js';
import type { SdkClient, SdkLocation } from '#test/support/sdk-pair.js';

/** One SDK call that must give the same result with the SDK's HTTP client and with ours. */
export interface DifferentialCase {
  readonly name: string;
  readonly call: (client: SdkClient) => Promise<unknown>;
  /** What the server answers, in turn. Default: 200 with an empty JSON object. */
  readonly answers?: readonly Answer[];
  readonly location?: SdkLocation;
}

export const MESSAGE_SID = `SM${'c'.repeat(32)}`;

export const MESSAGE = {
  sid: MESSAGE_SID,
  account_sid: `AC${'a'.repeat(32)}`,
  body: 'Grüße, 世界 🌍',
  date_created: 'Thu, 24 Aug 2023 05:01:45 +0000',
  direction: 'outbound-api',
  from: '+15557122661',
  num_segments: '1',
  price: null,
  status: 'queued',
  to: '+15558675310',
};

/** The answer to a create request. */
export const CREATED: Answer = { status: 201, body: MESSAGE };
