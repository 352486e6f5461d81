export { TwilioTelemetry, type TwilioTelemetryOptions } from './twilio-telemetry.js';
