import type { Parameters } from '../protocol/parameters.js';
import type { Route } from './route.js';
import { TWILIO_PARAMETERS } from './twilio-parameters.generated.js';

/** What a route would drop of the parameters that a request gives a value. */
interface Unsupported {
  /** Twilio honours them, the route does not: answered with 501. */
  readonly notEmulated: readonly string[];
  /** Twilio does not know them: ignored, as Twilio ignores them. */
  readonly unknown: readonly string[];
}

/**
 * The parameters of a request that its route does not honour. A POST reads its form, every other verb its
 * query; a known name in the other one would be dropped too.
 *
 * That Twilio ignores what it does not know is documented for the Keys of the 2010 API only. Where it should
 * refuse a name elsewhere, the request log shows it (`ignored`).
 * @see https://www.twilio.com/docs/usage/api/keys
 */
export function unsupportedIn(route: Route, query: Parameters, form: Parameters): Unsupported {
  const known = new Set(TWILIO_PARAMETERS[`${route.verb} ${route.path}`]?.split(' '));
  const [read, other] = route.verb === 'POST' ? [form, query] : [query, form];
  const sent = [
    ...read.names().filter((name) => !route.parameters.includes(name)),
    ...other.names().filter((name) => name !== 'AccountSid' && name !== 'account_sid'),
  ];
  return {
    notEmulated: sent.filter((name) => known.has(name)),
    unknown: sent.filter((name) => !known.has(name)),
  };
}
