import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { RateLimitError, UnrecoverableError, type Job, type Queue } from 'bullmq';
import { isTwilioAuthError, TwilioClient } from 'nestjs-twilio-auth';
import type { TextMessage } from './campaigns.js';

@Processor('messages', {
  concurrency: 10, // calls at once in this process
  limiter: { max: 50, duration: 1_000 }, // messages a second, of all processes together
  maxStalledCount: 0, // a process that died may have sent its message: that job fails
})
export class MessageSender extends WorkerHost {
  constructor(
    private readonly twilio: TwilioClient,
    @InjectQueue('messages') private readonly queue: Queue<TextMessage>,
  ) {
    super();
  }

  async process({ data }: Job<TextMessage>): Promise<string> {
    try {
      const { sid } = await this.twilio.messages.create({ ...data, from: '+15557654321' });
      return sid;
    } catch (error) {
      if (isThrottled(error)) {
        await this.queue.rateLimit(2_000); // every worker waits, and this job is not lost
        throw new RateLimitError();
      }
      if (isTwilioAuthError(error) && error.retryable) throw error; // BullMQ tries again
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Twilio did not process the request: https://www.twilio.com/docs/api/errors/20429 */
function isThrottled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 20429;
}
