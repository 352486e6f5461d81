// The type of the one file of undici that is loaded without its entry point, which loads fetch,
// WebSocket and the caches as well and takes three times as long.
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}
