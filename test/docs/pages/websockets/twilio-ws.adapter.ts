import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';

/**
 * Nest expects `{ "event": …, "data": … }`. Media Streams send `{ "event": "media", "media": … }`,
 * ConversationRelay `{ "type": "prompt", … }`: the name chooses the handler, and the handler gets
 * the whole message.
 */
export function twilioWsAdapter(app: INestApplication): WsAdapter {
  return new WsAdapter(app, {
    messageParser: (data) => {
      try {
        const message = JSON.parse((data as Buffer).toString('utf8'));
        return { event: message.event ?? message.type, data: message };
      } catch {
        return undefined; // not from Twilio
      }
    },
  });
}
