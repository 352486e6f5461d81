import { Module } from '@nestjs/common';

/** Host of the clients that `TwilioAuthModule.forFeature()` makes injectable. */
@Module({})
export class TwilioAuthFeatureModule {}
