import { Readable } from 'node:stream';
import { TwilioConnectionError } from '../errors/connection.error.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { SdkResponse } from '../transport/calls/sdk-contract.js';
import type { Transport } from '../transport/transport.js';
import type { LiveAccount } from './live-account.js';
import { loadRestException } from './sdk-client.js';

/** What a download may take. */
export interface DownloadOptions {
  /** A larger file is an error, as soon as that is known. Default: no limit. */
  readonly maxBytes?: number;
  /** Ends the download: it rejects, or its stream ends, with the reason of the signal. */
  readonly signal?: AbortSignal;
}

/** A recording or a media file that is being downloaded. */
export interface TwilioMediaFile {
  /**
   * Its bytes, as they arrive. Read it to its end or destroy it: until then it takes one of the
   * connections. It ends with an error when the rest of the file cannot be read.
   */
  readonly stream: Readable;
  /** Such as `audio/x-wav`; `application/octet-stream` when the server does not say. */
  readonly contentType: string;
  /** In bytes; absent when the server does not say. */
  readonly contentLength?: number;
}

/** Downloads files with the credential of an account. */
export class MediaDownloads {
  readonly #download: Transport['download'];

  constructor(download: Transport['download']) {
    this.#download = download;
  }

  /** Rejects with the SDK's `RestException` for an answer that is an error. */
  async download(
    credential: LiveAccount,
    url: string,
    { maxBytes, signal }: DownloadOptions,
  ): Promise<TwilioMediaFile> {
    signal?.throwIfAborted();
    try {
      const response = await this.#download({ url, credential, maxBytes, signal });
      const { body, headers } = response;
      if (!(body instanceof Readable)) throw await errorOf(response, url, credential);
      const length = Number(headers['content-length'] ?? NaN);
      return {
        stream: body,
        contentType: textOf(headers['content-type']) ?? 'application/octet-stream',
        ...withoutUndefined({
          contentLength: Number.isNaN(length) ? undefined : length,
        }),
      };
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
}

/** The error that a call of the SDK would have thrown for this answer. */
async function errorOf(
  response: SdkResponse,
  url: string,
  { accountName: account }: LiveAccount,
): Promise<Error> {
  const { statusCode } = response;
  if (statusCode < 400) {
    const { host, pathname: path } = new URL(url);
    return new TwilioConnectionError({
      code: 'TWILIO_AUTH_ANSWER_INVALID',
      causeCode: 'REDIRECT_REFUSED',
      sent: 'yes',
      method: 'GET',
      host,
      path,
      account,
      hint: 'The answer leads to an address that is not https.',
    });
  }
  const RestException = await loadRestException();
  return new RestException(response);
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
