import { Module } from '@nestjs/common';
import { SessionSeal } from './session-seal.js';
import { SessionController } from './session.controller.js';
import { SignedInGuard } from './signed-in.guard.js';
import { VoiceTokenController } from './voice-token.controller.js';

@Module({
  controllers: [SessionController, VoiceTokenController],
  providers: [SessionSeal, SignedInGuard],
})
export class VoiceTokenModule {}
