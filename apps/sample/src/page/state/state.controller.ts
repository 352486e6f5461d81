import { Controller, Get, Sse, type MessageEvent } from '@nestjs/common';
import {
  endWith,
  ignoreElements,
  interval,
  map,
  merge,
  startWith,
  takeUntil,
  throttleTime,
  type Observable,
} from 'rxjs';
import { Changes } from './changes.js';
import { PageStateService, type PageState } from './page-state.js';

/** Several changes often come together, and are sent as one. */
const THROTTLE_MS = 100;
/** A token also ages without an event. Proxies close connections that are idle for a minute. */
const REFRESH_MS = 5000;

/** What the page shows: as it is now, and whenever it changes. */
@Controller()
export class StateController {
  constructor(
    private readonly state: PageStateService,
    private readonly changes: Changes,
  ) {}

  @Get('state')
  show(): PageState {
    return this.state.current();
  }

  /** Server-sent events: the state now, and after each change. */
  @Sse('events')
  watch(): Observable<MessageEvent> {
    const { all } = this.changes;
    const changed = all.pipe(
      throttleTime(THROTTLE_MS, undefined, { leading: true, trailing: true }),
    );
    const isOver = all.pipe(ignoreElements(), endWith(true));
    return merge(changed, interval(REFRESH_MS)).pipe(
      startWith(undefined),
      takeUntil(isOver),
      map((): MessageEvent => ({ type: 'state', data: this.state.current() })),
    );
  }
}
