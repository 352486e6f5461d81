// A start that is refused because no credential is configured, as the Nest starter would see it.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule } from 'nestjs-twilio-auth';

class AppModule {}

async function bootstrap() {
  const root = { module: AppModule, imports: [TwilioAuthModule.forRoot()] };
  const app = await NestFactory.create(root, { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
}

await bootstrap();
