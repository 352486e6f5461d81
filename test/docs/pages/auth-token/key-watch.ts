import { Injectable } from '@nestjs/common';
import { TwilioAuthEvents } from 'nestjs-twilio-auth';

@Injectable()
export class KeyWatch {
  readonly lastSeen = new Map<string, Date>();

  constructor(events: TwilioAuthEvents) {
    events.on('webhook.accepted', ({ key }) => this.lastSeen.set(key, new Date()));
  }
}
