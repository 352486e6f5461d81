import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [TwilioHealthIndicator],
})
export class HealthModule {}
