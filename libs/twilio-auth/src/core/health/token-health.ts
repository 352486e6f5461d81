import type { StrategyDescription } from '../strategies/strategy.js';
import type { HealthFinding } from './health-finding.js';

/** What the life of an OAuth token says. An idle application may well have none: that is healthy. */
export function tokenFindings({ token }: StrategyDescription): readonly HealthFinding[] {
  if (token?.refreshFailing !== true) return [];
  return (token.expiresInMs ?? 0) > 0
    ? [
        {
          status: 'degraded',
          reason: 'token-renewal-failing',
          message: 'The OAuth token cannot be renewed, and still holds for a while.',
        },
      ]
    : [
        {
          status: 'down',
          reason: 'token-unavailable',
          message: 'There is no OAuth token, and none can be had.',
        },
      ];
}
