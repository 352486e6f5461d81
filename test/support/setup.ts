import 'reflect-metadata';

/**
 * A developer's own Twilio variables must never decide a test, and no test may reach for them:
 * every suite starts from an environment without a credential.
 */
for (const name of Object.keys(process.env)) {
  if (name.startsWith('TWILIO_')) delete process.env[name];
}
for (const name of [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
]) {
  delete process.env[name];
}
