import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { Campaigns } from './campaigns.js';
import { MessageSender } from './message-sender.js';

@Module({
  imports: [
    TwilioAuthModule.forRoot(),
    BullModule.forRootAsync({
      useFactory: () => ({
        connection: { url: process.env['REDIS_URL'] ?? 'redis://localhost:6379' },
      }),
    }),
    BullModule.registerQueue({
      name: 'messages',
      defaultJobOptions: {
        attempts: 6,
        backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
        removeOnComplete: { age: 7 * 24 * 3600 }, // in seconds; until then, its jobId is not added again
      },
    }),
  ],
  providers: [Campaigns, MessageSender],
})
export class MessagesModule {}
