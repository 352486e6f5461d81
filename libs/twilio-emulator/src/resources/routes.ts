import type { Route } from '../server/route.js';
import { accountRoutes } from './accounts.js';
import { messageRoutes } from './messages.js';
import { tokenRoutes } from './token.js';

/** Every room of the house. What is not here answers 501. */
export const routes: readonly Route[] = [...tokenRoutes, ...accountRoutes, ...messageRoutes];
