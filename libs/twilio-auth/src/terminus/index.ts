export { TwilioHealthIndicator, type TwilioHealthOptions } from './twilio-health.indicator.js';
