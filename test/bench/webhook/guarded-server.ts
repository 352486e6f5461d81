import 'reflect-metadata';
import { Controller, ForbiddenException, HttpCode, Module, Post, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TwilioAuthModule, TwilioWebhook } from 'nestjs-twilio-auth';
import { HandWrittenGuard, HandWrittenSha256Guard } from './hand-written.guard.js';
import { WEBHOOK_OPTIONS } from './webhook-options.js';

const LARGEST_BODY = 2 * 1024 * 1024;

let state = 1;

/** A fixed amount of work rather than a time, so that a busy machine does not count as work. */
function work(pieces = PIECES): void {
  for (let step = 0; step < pieces * 100; step += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  }
}

/** How much work takes a millisecond of the processor when nothing disturbs it. */
function piecesPerMillisecond(): number {
  const rates = Array.from({ length: 5 }, () => {
    const started = process.cpuUsage().user;
    let pieces = 0;
    let tookMs = 0;
    for (; tookMs < 20; tookMs = (process.cpuUsage().user - started) / 1000) {
      work(100);
      pieces += 100;
    }
    return pieces / tookMs;
  });
  return Math.round(Math.max(...rates));
}
const PIECES = piecesPerMillisecond();

/** Refuses every request without looking at it: what is left is the cost of adapter and Nest. */
class RefuseEverythingGuard {
  canActivate(): never {
    throw new ForbiddenException();
  }
}

/** The same handlers unguarded, with a guard written by hand, and with ours. */
@Controller()
class Routes {
  @Post('unguarded/work')
  @HttpCode(204)
  unguardedWork(): void {
    work();
  }

  @Post('guarded/work')
  @HttpCode(204)
  @TwilioWebhook()
  guardedWork(): void {
    work();
  }

  @Post('hand-written/work')
  @HttpCode(204)
  @UseGuards(HandWrittenGuard)
  handWrittenWork(): void {
    work();
  }

  @Post('hand-written/empty')
  @HttpCode(204)
  @UseGuards(HandWrittenGuard)
  handWrittenEmpty(): void {}

  @Post('guarded/empty')
  @HttpCode(204)
  @TwilioWebhook()
  guardedEmpty(): void {}

  @Post('hand-written/sha256')
  @HttpCode(204)
  @UseGuards(HandWrittenSha256Guard)
  handWrittenSha256(): void {}

  @Post('guarded/sha256')
  @HttpCode(204)
  @TwilioWebhook()
  guardedSha256(): void {}

  @Post('refused')
  @UseGuards(RefuseEverythingGuard)
  refused(): void {}
}

@Module({
  imports: [TwilioAuthModule.forRoot(WEBHOOK_OPTIONS)],
  controllers: [Routes],
})
class AppModule {}

const adapter =
  process.argv[2] === 'Fastify'
    ? new FastifyAdapter({ bodyLimit: LARGEST_BODY })
    : new ExpressAdapter();
const app = await NestFactory.create<NestExpressApplication>(AppModule, adapter, {
  rawBody: true,
  logger: false,
});
// By default, Express refuses forms that large before any guard sees them.
if (adapter instanceof ExpressAdapter) {
  const limits = { limit: LARGEST_BODY, parameterLimit: LARGEST_BODY };
  app.useBodyParser('urlencoded', { extended: true, ...limits });
}
await app.listen(0, '127.0.0.1');
// A connection waits while large forms of others are parsed.
app.getHttpServer().keepAliveTimeout = 120_000;
process.send?.((app.getHttpServer().address() as { port: number }).port);
// Asked at the start and the end of a round: microseconds of the processor so far.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.once('disconnect', () => process.exit(0));
