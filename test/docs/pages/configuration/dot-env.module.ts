import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { twilioAuthConfig } from 'nestjs-twilio-auth/config';

@Module({
  imports: [
    ConfigModule.forRoot(), // reads .env
    TwilioAuthModule.forRootAsync(twilioAuthConfig.asProvider()),
  ],
})
export class AppModule {}
