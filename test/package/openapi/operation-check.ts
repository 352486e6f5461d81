import type { TwilioEmulator } from '../../../libs/twilio-emulator/src/index.js';
import { basic, send, type Received } from '../../../libs/twilio-emulator/test/support/send.js';
import type { FileOperation } from './spec-operations.js';
import { validRequest, type ValidRequest } from './valid-request.js';
import type { Validator } from './validator.js';

/** Sends requests for operations of a specification to an emulator, and checks the answers. */
export class OperationCheck {
  readonly #twilio: TwilioEmulator;
  readonly #validator: Validator;

  constructor(twilio: TwilioEmulator, validator: Validator) {
    this.#twilio = twilio;
    this.#validator = validator;
  }

  /** What is wrong with the answer to a valid request; empty if nothing is. */
  async problemsOf(operation: FileOperation): Promise<readonly string[]> {
    const request = validRequest(operation, this.#twilio.account.sid);
    const invalid = request.values.flatMap(([schema, value]) =>
      this.#validator.problemsOf(schema, value),
    );
    if (invalid.length > 0) return [`no valid request: ${invalid.join('; ')}`];
    return this.answerProblems(operation, await this.#send(operation, request));
  }

  /** What is wrong with the answer to a request without one of its required parameters. */
  async refusalProblems(operation: FileOperation): Promise<readonly string[]> {
    const request = validRequest(operation, this.#twilio.account.sid, 'incomplete');
    const { missing } = request;
    if (missing === undefined) return [];
    const { status, json } = await this.#send(operation, request);
    return status === 400 && String(json['message']).includes(missing)
      ? []
      : [`${status} without ${missing}: ${JSON.stringify(json)}`];
  }

  /** What is wrong with an answer to success. */
  answerProblems({ answers }: FileOperation, { status, text }: Received): readonly string[] {
    if (!answers.has(status)) return [`answered with ${status}: ${text.slice(0, 120)}`];
    const schema = answers.get(status);
    if (schema === undefined) return text === '' ? [] : ['has a body, and the specification none'];
    return this.#validator.problemsOf(schema, text === '' ? undefined : JSON.parse(text));
  }

  async #send({ verb, host }: FileOperation, request: ValidRequest): Promise<Received> {
    const { sid, authToken } = this.#twilio.account;
    const { path, body, contentType } = request;
    return send(this.#twilio, path, {
      method: verb,
      host,
      authorization: basic(sid, authToken),
      ...(body !== undefined && { body }),
      ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
    });
  }
}
