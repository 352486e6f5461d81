import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';

export interface TextMessage {
  to: string;
  body: string;
}

@Injectable()
export class Campaigns {
  constructor(@InjectQueue('messages') private readonly queue: Queue<TextMessage>) {}

  /** Adds what is not in the queue yet: it may be called again after a failure. */
  async send(campaign: string, messages: readonly TextMessage[]): Promise<void> {
    await this.queue.addBulk(
      messages.map((data) => ({ name: 'send', data, opts: { jobId: `${campaign}-${data.to}` } })),
    );
  }
}
