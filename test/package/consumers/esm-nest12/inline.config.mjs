/** Vitest runs the entry points itself then, instead of Node. */
export default { test: { server: { deps: { inline: ['nestjs-twilio-auth'] } } } };
