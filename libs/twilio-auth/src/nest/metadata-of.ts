/** What a decorator left on the handler, else on its controller. */
export function metadataOf<T>(key: string, handler: object, controller: object): T | undefined {
  const found: unknown = Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  return found as T | undefined;
}
