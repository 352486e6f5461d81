import { Body, Controller, Post, ValidationPipe, type Type } from '@nestjs/common';
import { IsString } from 'class-validator';

class Message {
  @IsString() to!: string;
}

/** A controller that validates its input, as most applications have one. */
@Controller()
class MessagesController {
  @Post()
  send(@Body() message: Message): string {
    return message.to;
  }
}

export const controllers: readonly Type[] = [MessagesController];
export const pipe = new ValidationPipe({ whitelist: true, transform: true });
