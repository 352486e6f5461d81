/** One request that the application made of Twilio, and that went nowhere. */
export interface RecordedCall {
  /** Name of the account; of a tenant, `tenant:` and its id. */
  readonly account: string;
  /** `GET`, `POST`, `PUT` or `DELETE`. */
  readonly method: string;
  /** The collection: `Messages` for both `/Messages.json` and `/Messages/SM….json`. */
  readonly resource: string;
  /** Host and path, without query: `api.twilio.com/2010-04-01/Accounts/AC…/Messages.json`. */
  readonly target: string;
  /** Fields of the body, or of the query for a `GET`, under Twilio's names (`To`, `Body`). */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What Twilio would answer. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly body: object;
}

/** The same answer each time, or one made from the call. */
type Answer = ScriptedAnswer | ((call: RecordedCall) => ScriptedAnswer);

/** Sets the answer to one kind of call, until it is set again. */
export interface Script {
  /** Twilio's own field names (`sid`, `date_created`); status 201 for a `POST`, else 200. */
  reply(body: object, status?: number): void;
  /** An error as Twilio would answer it; the SDK throws its `RestException`. */
  fail(error: { status: number; code: number; message: string }): void;
  /** Anything else, made from the call. */
  answer(answer: Answer): void;
}

/**
 * Records the calls that the application makes to Twilio, and answers them from a script.
 *
 * @example
 * import { Test } from '@nestjs/testing';
 * import { TwilioClient } from 'nestjs-twilio-auth';
 * import { TwilioAuthTestingModule, TwilioRecorder } from 'nestjs-twilio-auth/testing';
 *
 * const module = await Test.createTestingModule({
 *   imports: [TwilioAuthTestingModule.forRoot()],
 * }).compile();
 * const recorder = module.get(TwilioRecorder);
 * recorder.on('POST', 'Messages').fail({ status: 400, code: 21211, message: 'Invalid To' });
 *
 * const sent = module.get(TwilioClient).messages.create({ to: '+1', from: '+2', body: 'hi' });
 * await sent.catch(() => undefined);
 * console.log(recorder.calls[0]?.params['Body']); // hi
 */
export class TwilioRecorder {
  readonly #calls: RecordedCall[] = [];
  readonly #scripts = new Map<string, Answer>();

  /** Every call so far, oldest first. */
  get calls(): readonly RecordedCall[] {
    return this.#calls;
  }

  /** Scripts the answer to one verb on one resource: `on('GET', 'Messages')`. */
  on(method: string, resource: string): Script {
    const key = keyOf(method, resource);
    const answer = (scripted: Answer): void => {
      this.#scripts.set(key, scripted);
    };
    return {
      answer,
      reply: (body, status = method.toUpperCase() === 'POST' ? 201 : 200) =>
        answer({ status, body }),
      fail: ({ status, code, message }) =>
        answer({ status, body: errorBody(status, code, message) }),
    };
  }

  /** Forgets calls and scripts. */
  reset(): void {
    this.#calls.length = 0;
    this.#scripts.clear();
  }

  /** @internal */
  record(call: RecordedCall): ScriptedAnswer | undefined {
    this.#calls.push(call);
    const answer = this.#scripts.get(keyOf(call.method, call.resource));
    return typeof answer === 'function' ? answer(call) : answer;
  }
}

function keyOf(method: string, resource: string): string {
  return `${method.toUpperCase()} ${resource}`;
}

function errorBody(status: number, code: number, message: string): object {
  return { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` };
}
