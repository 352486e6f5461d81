import { Controller, Post, Req, UseGuards } from '@nestjs/common';
import { TwilioAccessTokens, TwilioAuth, type IssuedAccessToken } from 'nestjs-twilio-auth';
import { signingAccount } from './signer.js';
import { SignedInGuard, type SignedInRequest } from './signed-in.guard.js';

const TEN_MINUTES = 600;

/** `POST /voice-token`: lets the browser of a signed-in user receive calls. */
@Controller('voice-token')
@UseGuards(SignedInGuard)
export class VoiceTokenController {
  private readonly account: string;

  constructor(
    private readonly accessTokens: TwilioAccessTokens,
    auth: TwilioAuth,
  ) {
    this.account = signingAccount(auth);
  }

  @Post()
  issue(@Req() { user }: SignedInRequest): IssuedAccessToken {
    return this.accessTokens.issue({
      // From the session: with an identity from the request, any user could answer others' calls.
      identity: user.name,
      grants: { voice: { incomingAllow: true } },
      ttlSeconds: TEN_MINUTES,
      account: this.account,
    });
  }
}
