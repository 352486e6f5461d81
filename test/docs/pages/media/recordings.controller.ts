import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { TwilioClient, TwilioMedia } from 'nestjs-twilio-auth';

@Controller('recordings')
export class RecordingsController {
  constructor(
    private readonly twilio: TwilioClient,
    private readonly media: TwilioMedia,
  ) {}

  @Get(':sid')
  async listen(@Param('sid') sid: string): Promise<StreamableFile> {
    const { mediaUrl } = await this.twilio.recordings(sid).fetch();
    const { stream, contentType } = await this.media.download(`${mediaUrl}.mp3`);
    return new StreamableFile(stream, { type: contentType });
  }
}
