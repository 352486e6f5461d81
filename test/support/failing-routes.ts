import {
  Catch,
  Controller,
  Get,
  HttpException,
  Inject,
  Post,
  Res,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { TwilioClient, TwilioExceptionFilter } from 'nestjs-twilio-auth';

class Foreign extends Error {}

/** A filter of the application for its own errors. */
@Catch(Foreign)
export class CustomFilter implements ExceptionFilter {
  catch(_error: Foreign, host: ArgumentsHost): void {
    host.switchToHttp().getResponse().status(418).send({ custom: true });
  }
}

/** Routes that fail, each in a different way. */
@Controller()
export class FailingRoutes {
  constructor(@Inject(TwilioClient) private readonly twilio: TwilioClient) {}

  @Post('message')
  message() {
    return this.twilio.messages.create({ to: 'nobody', from: '+15005550000', body: 'hi' });
  }

  @Get('missing')
  missing() {
    return this.twilio.messages(`SM${'0'.repeat(32)}`).fetch();
  }

  @Get('account')
  account() {
    return this.twilio.api.v2010.account.fetch();
  }

  @Get('foreign')
  foreign(): never {
    throw new Foreign('mine');
  }

  @Get('nest')
  nest(): never {
    throw new HttpException({ mine: true }, 409);
  }

  @Get('status')
  status(): never {
    throw Object.assign(new Error('not of Twilio'), { status: 401, code: 20003 });
  }

  @Get('late')
  async late(@Res() response: { raw?: NodeJS.WritableStream } & NodeJS.WritableStream) {
    (response.raw ?? response).write('half');
    await this.twilio.messages(`SM${'0'.repeat(32)}`).fetch();
  }
}

/** One route with TwilioExceptionFilter, and one without. */
@Controller('unfiltered')
export class OneFilteredRoute {
  constructor(@Inject(TwilioClient) private readonly twilio: TwilioClient) {}

  @Get('filtered')
  @UseFilters(TwilioExceptionFilter)
  filtered() {
    return this.twilio.messages(`SM${'0'.repeat(32)}`).fetch();
  }

  @Get()
  bare() {
    return this.twilio.messages(`SM${'0'.repeat(32)}`).fetch();
  }
}
