import type { ApiRequest } from 'twilio-permissions';
import { withoutValues } from '../primitives/path-template.js';
import { shortened } from '../primitives/shortened.js';

const MAX_LENGTH = 200;

/** The kind of a request: method, host and path with `…` in the place of SIDs and other values. */
export function requestName({ method, host, path }: ApiRequest): string {
  const template = withoutValues(path, () => '…');
  return shortened(`${method.toUpperCase()} ${host}${template}`, MAX_LENGTH);
}
