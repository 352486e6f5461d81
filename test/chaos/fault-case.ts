/** Who makes the calls: an application with our module, or one with the SDK's own client. */
export type Kind = 'ours' | 'sdk';

/** What one application saw, and what the servers behind it counted. */
export interface Outcome {
  readonly calls: number;
  /** Calls that the application got an error from. */
  readonly failed: number;
  /** Failures that no client could have prevented: Twilio itself lost or refused the request. */
  readonly unavoidable: number;
  /** Requests that were processed although the same one had been processed before. */
  readonly duplicates: number;
  /** Absent for API keys. */
  readonly tokenRequests?: number;
  /** What the columns do not say, such as how long a process took to end. */
  readonly note?: string;
  /** Why the case is missed for a reason that the columns do not show. */
  readonly miss?: string;
}

/** One fault, and the calls that meet it. */
export interface FaultCase {
  readonly id: string;
  /** What happens, as the table says it. */
  readonly fault: string;
  /** Absent: the SDK's client has nothing that could meet this fault. */
  readonly hasPeer?: true;
  /** Why it cannot run on this machine. */
  readonly missing?: () => string | undefined;
  /** How long it may take. Default: 90 seconds. */
  readonly longestMs?: number;
  run(kind: Kind): Promise<Outcome>;
}

/** Nothing was sent twice, and nothing was lost that could have been saved. */
export function passes({ failed, unavoidable, duplicates, miss }: Outcome): boolean {
  return duplicates === 0 && failed <= unavoidable && miss === undefined;
}
