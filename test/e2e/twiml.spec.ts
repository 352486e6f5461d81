import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Controller,
  Get,
  HttpCode,
  HttpException,
  Module,
  Post,
  UseInterceptors,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwimlInterceptor } from 'nestjs-twilio-auth';
import { rolldown } from 'rolldown';
import { map } from 'rxjs';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '#test/support/webhook-app.js';

type MessagingResponse = InstanceType<typeof twilio.twiml.MessagingResponse>;
type ResponseClass = new () => MessagingResponse;

/** The SDK's class from a bundle in which classes have other names. */
async function minifiedClass(): Promise<ResponseClass> {
  const folder = await mkdtemp(join(tmpdir(), 'minified-'));
  const file = join(folder, 'bundle.mjs');
  const input = 'node_modules/twilio/lib/twiml/MessagingResponse.js';
  const bundle = await rolldown({ input, platform: 'node' });
  await bundle.write({ file, format: 'esm', minify: true });
  await bundle.close();
  const loaded = (await import(pathToFileURL(file).href)) as { default: { default: never } };
  await rm(folder, { recursive: true });
  return loaded.default.default;
}

const thanks = (Response: ResponseClass = twilio.twiml.MessagingResponse): MessagingResponse => {
  const answer = new Response();
  answer.message('Thank you');
  return answer;
};

/** Refuses an answer after its handler returned it. */
class RefusingInterceptor implements NestInterceptor {
  intercept(...[, next]: Parameters<NestInterceptor['intercept']>) {
    return next.handle().pipe(
      map(() => {
        throw new HttpException('refused', 429);
      }),
    );
  }
}

@Controller('twiml')
@UseInterceptors(TwimlInterceptor)
class TwimlController {
  static Minified: ResponseClass;

  @Post('posted')
  posted(): object {
    return thanks();
  }

  @Get('fetched')
  fetched(): object {
    return thanks();
  }

  @Post('accepted')
  @HttpCode(202)
  accepted(): object {
    return thanks();
  }

  @Post('minified')
  minified(): object {
    return thanks(TwimlController.Minified);
  }

  @Post('json')
  json(): object {
    return { response: {}, text: 'not TwiML' };
  }
}

@Controller('twiml/refused')
@UseInterceptors(RefusingInterceptor)
class RefusingController {
  @Post()
  @UseInterceptors(TwimlInterceptor)
  refused(): object {
    return thanks();
  }
}

describe.each(['express', 'fastify'] as const)('a route that returns TwiML, on %s', (adapter) => {
  let app: INestApplication;
  beforeAll(async () => {
    TwimlController.Minified = await minifiedClass();
    class AppModule {}
    Module({ controllers: [TwimlController, RefusingController] })(AppModule);
    app = await NestFactory.create(AppModule, ADAPTERS[adapter](), { logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const request = async (method: string, path: string) => {
    const answer = await fetch(`${await app.getUrl()}/twiml/${path}`, { method });
    return { status: answer.status, type: answer.headers.get('content-type') };
  };

  it.each([
    ['POST', 'posted'],
    ['GET', 'fetched'],
    ['POST', 'accepted'],
    ['POST', 'minified'],
  ])('answers %s %s as text/xml with status 200', async (method, path) => {
    const answer = await fetch(`${await app.getUrl()}/twiml/${path}`, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(await answer.text()).toContain('<Message>Thank you</Message>');
  });

  it('leaves other objects, and their status, as they are', async () => {
    const { status, type } = await request('POST', 'json');
    expect([status, type]).toEqual([201, 'application/json; charset=utf-8']);
  });

  it('keeps the status of an error that comes after the answer', async () => {
    expect((await request('POST', 'refused')).status).toBe(429);
  });
});
