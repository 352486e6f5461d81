import { ADMINISTRATOR_NOTE } from '../admin/administrator.js';
import type { Group } from '../group.js';
import { CREATE } from './create.js';
import { LIST } from './list.js';
import { REVOKE } from './revoke.js';
import { ROTATE } from './rotate.js';

/** `nestjs-twilio-auth keys …` */
export const KEYS: Group = {
  about:
    'Lists, creates, rotates and revokes the API keys of an account, as its administrator: in a pipeline, a scheduled job, or by hand.',
  commands: { list: LIST, create: CREATE, rotate: ROTATE, revoke: REVOKE },
  notes: [ADMINISTRATOR_NOTE],
};
