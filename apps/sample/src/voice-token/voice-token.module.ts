import { Module } from '@nestjs/common';
import { SessionSigner } from './session-signer.js';
import { SessionController } from './session.controller.js';
import { SignedInGuard } from './signed-in.guard.js';
import { VoiceTokenController } from './voice-token.controller.js';

@Module({
  controllers: [SessionController, VoiceTokenController],
  providers: [SessionSigner, SignedInGuard],
})
export class VoiceTokenModule {}
