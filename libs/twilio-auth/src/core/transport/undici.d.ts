// The types of the files of undici that are loaded without its entry point, which loads fetch,
// WebSocket and the caches as well and takes three times as long.
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}
declare module 'undici/lib/handler/unwrap-handler.js' {
  const UnwrapHandler: { unwrap(handler: object): object };
  export default UnwrapHandler;
}
