import { Controller, Sse, type MessageEvent } from '@nestjs/common';
import { interval, map, merge, type Observable } from 'rxjs';
import { ActivityFeed } from './activity-feed.js';

/** Proxies close connections that are idle for a minute. */
const HEARTBEAT_MS = 20_000;

/** `GET /events`: the live feed, as server-sent events. */
@Controller('events')
export class ActivityController {
  constructor(private readonly feed: ActivityFeed) {}

  @Sse()
  watch(): Observable<MessageEvent> {
    const entries = this.feed.entries.pipe(
      map((entry): MessageEvent => ({ type: 'activity', data: entry })),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: '' })),
    );
    return merge(entries, heartbeat);
  }
}
