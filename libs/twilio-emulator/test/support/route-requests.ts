import { generateKeyPairSync } from 'node:crypto';
import type { TwilioEmulator } from '../../src/index.js';
import type { Route } from '../../src/resources/route.js';
import { basic, send } from './send.js';
import type { Received } from './send.js';

type Params = Readonly<Record<string, string>>;

const { publicKey: PublicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const MESSAGE = { To: '+15551234567', From: '+15005550010', Body: 'x' };
const MEDIA = { MediaUrl: 'https://a.test/1.png' };
const CALL = { To: '+15551234567', From: '+15005550010', Url: 'http://127.0.0.1:1/' };
/** The body of what takes JSON instead of a form. */
const JSON_BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/Account/OAuthApps': { friendly_name: 'Shop' },
  'PUT /v1/Account/OAuthApps/{Sid}': { friendly_name: 'Shop' },
};
const VERIFICATION = /^\/v2\/Services\/\{ServiceSid\}\/Verif/;

/** Requests that succeed, for every route that honours parameters. */
export class RouteRequests {
  readonly #twilio: TwilioEmulator;
  #numbers = 0;
  /** The message whose media are listed, page by page. */
  #messageSid: string | undefined;

  constructor(twilio: TwilioEmulator) {
    this.#twilio = twilio;
  }

  /** Sends a request of the route with its SIDs replaced by those of resources that exist. */
  async send({ verb, path, product }: Route, params: Params): Promise<Received> {
    const url = await this.#path(path);
    // Only a secondary token can be promoted; if there is one already, this is refused.
    if (url === '/v1/AuthTokens/Promote') {
      const authorization = this.#authorization;
      await send(this.#twilio, '/v1/AuthTokens/Secondary', { method: 'POST', authorization });
    }
    const query = verb === 'POST' ? '' : `?${new URLSearchParams(params).toString()}`;
    const json = JSON_BODIES[`${verb} ${path}`];
    return send(this.#twilio, url + query, {
      method: verb,
      host: `${product}.twilio.com`,
      authorization: this.#authorization,
      ...(verb === 'POST' && json === undefined && { form: params }),
      ...(json !== undefined && {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json' },
      }),
    });
  }

  /** Parameters with which the route succeeds. */
  async params({ verb, path }: Route): Promise<Params> {
    const { sid, oauthApp } = this.#twilio.account;
    const service = VERIFICATION.test(path) ? await this.#sidOf('/v2/Services') : '';
    switch (`${verb} ${path.replace('/2010-04-01/Accounts/{AccountSid}', '')}`) {
      case 'POST /Messages.json':
        return MESSAGE;
      case 'POST /Calls.json':
        return CALL;
      case 'POST /IncomingPhoneNumbers.json':
      case 'POST /IncomingPhoneNumbers/Local.json':
        return { PhoneNumber: this.#newNumber() };
      case 'POST /IncomingPhoneNumbers/Mobile.json':
        return { PhoneNumber: this.#newNumber('+44770') };
      case 'POST /IncomingPhoneNumbers/TollFree.json':
        return { PhoneNumber: this.#newNumber('+1800') };
      case 'GET /v1/Keys':
      case 'POST /v1/Keys':
        return { AccountSid: sid };
      case 'POST /v1/Services':
      case 'POST /v2/Services':
        return { FriendlyName: 'Shop' };
      case 'POST /v1/Credentials/PublicKeys':
        return { PublicKey };
      case 'POST /v1/Services/{ServiceSid}/PhoneNumbers': {
        const numbers = `/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json`;
        return { PhoneNumberSid: await this.#create(numbers, { PhoneNumber: this.#newNumber() }) };
      }
      case 'POST /v2/Services/{ServiceSid}/Verifications':
        return { To: this.#newNumber(), Channel: 'sms' };
      case 'POST /v2/Services/{ServiceSid}/Verifications/{Sid}':
        return { Status: 'canceled' };
      case 'POST /v2/Services/{ServiceSid}/VerificationCheck': {
        const To = this.#newNumber();
        await this.#create(`/v2/Services/${service}/Verifications`, { To, Channel: 'sms' });
        return { To, Code: this.#twilio.account.verificationCode(To) ?? '' };
      }
      case 'POST /v2/token':
        return {
          grant_type: 'client_credentials',
          client_id: oauthApp.clientId,
          client_secret: oauthApp.clientSecret,
        };
      default:
        return {};
    }
  }

  get #authorization(): string {
    return basic(this.#twilio.account.sid, this.#twilio.account.authToken);
  }

  #newNumber(start = '+1555'): string {
    this.#numbers += 1;
    return `${start}777${1000 + this.#numbers}`;
  }

  async #path(template: string): Promise<string> {
    let path = template.replace('{AccountSid}', this.#twilio.account.sid);
    path = path.replace('{PhoneNumber}', '5551234567');
    path = path.replace('{CountryCode}', path.endsWith('Mobile.json') ? 'GB' : 'US');
    // It takes JSON, so that no form creates one.
    path = path.replace('OAuthApps/{Sid}', `OAuthApps/${this.#twilio.account.oauthApp.clientId}`);
    if (path.includes('{ServiceSid}')) {
      path = path.replace('{ServiceSid}', await this.#sidOf(path.slice(0, 12)));
    }
    if (path.endsWith('/Media/{Sid}.json')) {
      const messages = path.replace(/\/\{MessageSid\}.*$/, '.json');
      return this.#firstMedia(await this.#create(messages, { ...MESSAGE, ...MEDIA }));
    }
    if (path.includes('{MessageSid}')) {
      const messages = path.replace(/\/\{MessageSid\}.*$/, '.json');
      this.#messageSid ??= await this.#create(messages, { ...MESSAGE, ...MEDIA });
      path = path.replace('{MessageSid}', this.#messageSid);
    }
    const all = path.replace('/{Sid}', '');
    // A resource may be used up by a request, so each has one of its own.
    return path === all ? path : path.replace('{Sid}', await this.#newOne(all));
  }

  /** The path of the media of a message, which no request creates. */
  async #firstMedia(messageSid: string): Promise<string> {
    const list = `/2010-04-01/Accounts/${this.#twilio.account.sid}/Messages/${messageSid}/Media`;
    const { json } = await send(this.#twilio, `${list}.json`, {
      authorization: this.#authorization,
    });
    const [first] = json['media_list'] as { sid: string }[];
    return `${list}/${first?.sid}.json`;
  }

  async #newOne(all: string): Promise<string> {
    const form = await this.params({
      verb: 'POST',
      path: all.replace(/AC\w{32}/, '{AccountSid}').replace(/(?:VA|MG)\w{32}/, '{ServiceSid}'),
    } as Route);
    return this.#create(all, form);
  }

  async #sidOf(list: string): Promise<string> {
    const authorization = this.#authorization;
    const { json } = await send(this.#twilio, list, { authorization });
    const [first] = json['services'] as { sid: string }[];
    return first?.sid ?? this.#create(list, { FriendlyName: 'Shop' });
  }

  async #create(path: string, form: Params): Promise<string> {
    const { json, text } = await send(this.#twilio, path, {
      authorization: this.#authorization,
      form,
    });
    if (typeof json['sid'] !== 'string') throw new Error(`POST ${path}: ${text}`);
    return json['sid'];
  }
}
