import 'reflect-metadata';
import {
  Body,
  Controller,
  Module,
  Post,
  ValidationPipe,
  type DynamicModule,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsString } from 'class-validator';

class Message {
  @IsString() to!: string;
}

@Controller()
class MessagesController {
  @Post()
  send(@Body() message: Message): string {
    return message.to;
  }
}

/**
 * Boots an application that validates its input, as most do, with one more module, and prints
 * how long that took since the process began, in milliseconds.
 *
 * @param use gets the client out of the running application
 */
export async function boot(
  imported: DynamicModule,
  token: string | symbol | Type | (abstract new () => object),
  use: (injected: unknown) => unknown,
): Promise<void> {
  @Module({ imports: [imported], controllers: [MessagesController] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  await app.listen(0, '127.0.0.1');
  if (use(app.get(token)) === undefined) throw new Error('there is no client');
  process.stdout.write(String(performance.now()));
  await app.close();
}
