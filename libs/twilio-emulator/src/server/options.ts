import type { LoggedRequest } from '../log/request-log.js';
import type { Seed } from '../state/seed.js';
import type { WebhookOptions } from '../webhooks/post.js';

/** How an emulator starts. */
export interface EmulatorOptions {
  /** Address to listen on; `127.0.0.1` unless given. `0.0.0.0` for a container. */
  readonly host?: string;
  /** Port to listen on; a free one unless given. */
  readonly port?: number;
  /** Accounts and credentials; one account with every kind of credential unless given. */
  readonly seed?: Seed;
  /** Milliseconds between two statuses of a message or call (queued, sent, delivered); default 100. */
  readonly stepMs?: number;
  /** The time in epoch milliseconds, for tests with a fake clock. */
  readonly now?: () => number;
  /** How many requests `emulator.requests` keeps at least; default 10,000. */
  readonly requestLogLimit?: number;
  /**
   * Opens the control routes and the inspector to other machines, for every request that has it:
   * `Authorization: Bearer <control token>`. Without one they are for this machine only.
   */
  readonly controlToken?: string;
  /** Called for each request when it is answered, or its connection cut, e.g. to print it. */
  readonly onRequest?: (request: LoggedRequest) => void;
  /**
   * A folder with Twilio's OpenAPI files, e.g. `src/services/twilio-api` of the npm package `@twilio/cli-core`.
   * What is not emulated by hand is answered from them instead of with 501.
   */
  readonly specs?: string;
  /** Where webhooks may go; only to this machine unless given. */
  readonly webhooks?: WebhookOptions;
}
