import type { ApiRequest } from '../../capabilities/api-request.js';

const PHONE_NUMBER = /(\+|%2B)\d+/gi;

/** The log of a client with log level `debug`: method, host, path and status; no header, query or body. */
export class DebugLog {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  request(request: ApiRequest): void {
    this.#write(`Twilio request: ${describe(request)}`);
  }

  answer(request: ApiRequest, statusCode: number): void {
    this.#write(`Twilio answer: ${statusCode} to ${describe(request)}`);
  }

  failure(request: ApiRequest, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    this.#write(`Twilio request failed: ${code} for ${describe(request)}`);
  }
}

function describe({ method, host, path }: ApiRequest): string {
  return `${method} ${host}${path.replace(PHONE_NUMBER, '$1…')}`;
}
