import type { Route } from './route.js';
import { accountRoutes } from './accounts.js';
import { authTokenRoutes } from './auth-tokens.js';
import { availablePhoneNumberRoutes } from './available-phone-numbers.js';
import { callRoutes } from './calls.js';
import { iamKeyRoutes } from './iam-keys.js';
import { incomingPhoneNumberRoutes } from './incoming-phone-numbers.js';
import { keyRoutes } from './keys.js';
import { lookupRoutes } from './lookups.js';
import { messageMediaRoutes } from './message-media.js';
import { messageRoutes } from './messages.js';
import { messagingServiceRoutes } from './messaging-services.js';
import { oauthAppRoutes } from './oauth-apps.js';
import { publicKeyRoutes } from './public-keys.js';
import { serviceSenderRoutes } from './service-senders.js';
import { tokenRoutes } from './token.js';
import { balanceRoutes, usageRoutes } from './usage.js';
import { verificationRoutes } from './verifications.js';
import { verifyServiceRoutes } from './verify-services.js';

/** Every emulated resource. Anything else is answered with 501. */
export const routes: readonly Route[] = [
  ...tokenRoutes,
  ...accountRoutes,
  ...messageRoutes,
  ...messageMediaRoutes,
  ...messagingServiceRoutes,
  ...serviceSenderRoutes,
  ...callRoutes,
  ...incomingPhoneNumberRoutes,
  ...availablePhoneNumberRoutes,
  ...keyRoutes,
  ...balanceRoutes,
  ...usageRoutes,
  ...iamKeyRoutes,
  ...oauthAppRoutes,
  ...authTokenRoutes,
  ...publicKeyRoutes,
  ...lookupRoutes,
  ...verifyServiceRoutes,
  ...verificationRoutes,
];
