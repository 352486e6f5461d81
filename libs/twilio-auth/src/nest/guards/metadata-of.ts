import type { ExecutionContext } from '@nestjs/common';

/** What a decorator left on the handler, else on its controller. */
export function metadataOf<T>(key: string, context: ExecutionContext): T | undefined {
  const found: unknown =
    Reflect.getMetadata(key, context.getHandler()) ?? Reflect.getMetadata(key, context.getClass());
  return found as T | undefined;
}
