export { twilioAuthConfig } from './twilio-auth-config.js';
