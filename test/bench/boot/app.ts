import 'reflect-metadata';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/**
 * Boots an application with one module and prints how long that took since the process began, in
 * milliseconds. Started with the argument `validates`, it has a ValidationPipe as well.
 *
 * @param use gets the client out of the running application
 */
export async function boot(
  imported: DynamicModule,
  token: string | symbol | Type | (abstract new () => object),
  use: (injected: unknown) => unknown,
): Promise<void> {
  const validated =
    process.argv[2] === 'validates' ? await import('./validated-app.js') : undefined;
  @Module({ imports: [imported], controllers: [...(validated?.controllers ?? [])] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: false });
  if (validated !== undefined) app.useGlobalPipes(validated.pipe);
  await app.listen(0, '127.0.0.1');
  if (use(app.get(token)) === undefined) throw new Error('there is no client');
  process.stdout.write(String(performance.now()));
  await app.close();
}
