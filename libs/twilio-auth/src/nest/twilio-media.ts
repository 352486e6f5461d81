import { Inject, Injectable } from '@nestjs/common';
import type { DownloadOptions, TwilioMediaFile } from '../core/client/media.js';
import type { Runtime } from '../core/create-runtime.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';

/** What a download may take, and on which account. */
export interface TwilioMediaOptions extends DownloadOptions {
  /** Name of the account; without it, the default one. */
  readonly account?: string;
}

/**
 * Downloads recordings and media of messages as a stream of bytes. The SDK itself makes damaged
 * text of them.
 *
 * The credential of the account is sent to Twilio only. A redirect to the storage host, which has
 * a signed URL of its own, is followed without it.
 *
 * @example
 * import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
 * import { TwilioClient, TwilioMedia } from 'nestjs-twilio-auth';
 *
 * @Controller('recordings')
 * export class RecordingsController {
 *   constructor(
 *     private readonly twilio: TwilioClient,
 *     private readonly media: TwilioMedia,
 *   ) {}
 *
 *   @Get(':sid')
 *   async listen(@Param('sid') sid: string) {
 *     const { mediaUrl } = await this.twilio.recordings(sid).fetch();
 *     const { stream, contentType } = await this.media.download(mediaUrl);
 *     return new StreamableFile(stream, { type: contentType });
 *   }
 * }
 */
@Injectable()
export class TwilioMedia {
  readonly #runtime: Runtime;

  constructor(@Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * Resolves once the file begins to arrive. `url` is that of a recording or of a media file, such
   * as `RecordingUrl` or `MediaUrl0` of a webhook.
   *
   * Rejects with `TWILIO_AUTH_CONNECTION_FAILED` (reason `host-refused` for a URL that is not
   * Twilio's), `TWILIO_AUTH_ANSWER_INVALID` (reason `MEDIA_TOO_LARGE`),
   * `TWILIO_AUTH_ACCOUNT_UNKNOWN`, with the SDK's `RestException` for an answer that is an error,
   * and with the reason of the signal.
   */
  async download(
    url: string,
    { account, ...options }: TwilioMediaOptions = {},
  ): Promise<TwilioMediaFile> {
    const { accounts, media } = this.#runtime;
    return media.download(accounts.get(account), url, options);
  }

  /** {@link download} with the credential of a tenant, which `resolveAccount` finds. */
  async downloadForTenant(
    tenantId: string,
    url: string,
    options: DownloadOptions = {},
  ): Promise<TwilioMediaFile> {
    const { tenants, media } = this.#runtime;
    const { account } = await tenants.get(tenantId);
    return media.download(account, url, options);
  }
}
