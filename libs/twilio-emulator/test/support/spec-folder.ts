import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of specifications, as the command line takes one. */
export interface SpecFolder extends AsyncDisposable {
  readonly path: string;
}

/** Writes files into a new folder; objects as JSON. */
export async function specFolder(files: Readonly<Record<string, unknown>>): Promise<SpecFolder> {
  const path = await mkdtemp(join(tmpdir(), 'specs-'));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const sid = (prefix: string): object => ({
  type: 'string',
  pattern: `^${prefix}[0-9a-fA-F]{32}$`,
  nullable: true,
});
const uri = { type: 'string', format: 'uri', nullable: true };
const answer = (status: number, schema: object): object => ({
  [status]: { description: 'x', content: { 'application/json': { schema } } },
});
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const inPath = (name: string): object => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});
const list = (key: string, paging: object): object => ({
  type: 'object',
  properties: { [key]: { type: 'array', items: ref('document') }, ...paging },
});
const FORM = {
  type: 'object',
  required: ['UniqueName'],
  properties: {
    UniqueName: { type: 'string' },
    Revision: { type: 'integer' },
    Status: ref('status'),
  },
};
const requestBody = { content: { 'application/x-www-form-urlencoded': { schema: FORM } } };
const SERVICE = [inPath('ServiceSid')];
const DOCUMENTS = '/v1/Services/{ServiceSid}/Documents';

/** A specification in Twilio's shapes: a product with documents, and one more with the same path. */
export const SYNC = {
  openapi: '3.0.1',
  components: {
    schemas: {
      status: { type: 'string', enum: ['open', 'closed'] },
      document: {
        type: 'object',
        properties: {
          sid: sid('ET'),
          account_sid: sid('AC'),
          service_sid: sid('IS'),
          unique_name: { type: 'string', nullable: true },
          status: ref('status'),
          revision: { type: 'integer' },
          date_created: { type: 'string', format: 'date-time', nullable: true },
          url: uri,
        },
      },
    },
  },
  servers: [{ url: 'https://sync.twilio.com' }],
  paths: {
    [DOCUMENTS]: {
      get: {
        parameters: [...SERVICE, { name: 'Status', in: 'query', schema: ref('status') }],
        responses: answer(
          200,
          list('documents', {
            meta: {
              type: 'object',
              properties: { page: { type: 'integer' }, url: uri, next_page_url: uri, key: uri },
            },
          }),
        ),
      },
      post: { parameters: SERVICE, requestBody, responses: answer(201, ref('document')) },
    },
    [`${DOCUMENTS}/{Sid}`]: {
      parameters: [...SERVICE, inPath('Sid')],
      get: { responses: answer(200, ref('document')) },
      delete: { responses: { 204: { description: 'gone' } } },
    },
    [`${DOCUMENTS}/Newest`]: {
      get: { parameters: SERVICE, responses: answer(200, { type: 'object', properties: {} }) },
    },
    '/v1/Shared': {
      get: { responses: answer(200, ref('document')) },
    },
    '/v1/token': {
      post: { responses: answer(200, { type: 'object', properties: { token: sid('TK') } }) },
    },
  },
};

/** Another product with one of these paths, and a resource of the 2010 API. */
export const OTHERS = {
  openapi: '3.0.1',
  components: SYNC.components,
  paths: {
    '/v1/Shared': {
      servers: [{ url: 'https://video.twilio.com' }],
      get: { responses: answer(200, ref('document')) },
    },
    '/2010-04-01/Accounts/{AccountSid}/Conferences.json': {
      servers: [{ url: 'https://api.twilio.com' }],
      get: {
        parameters: [inPath('AccountSid')],
        responses: answer(200, list('conferences', { next_page_uri: uri, uri })),
      },
    },
    '/v1/Unheard': {
      servers: [{ url: 'https://unheard.twilio.com' }],
      get: { responses: answer(200, ref('document')) },
    },
    '/v1/Services/Usecases': {
      servers: [{ url: 'https://messaging.twilio.com' }],
      get: { responses: answer(200, { type: 'object', properties: { usecases: uri } }) },
    },
  },
};
