import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Observable, tap } from 'rxjs';
import { MessagesController } from '../../messages/messages.controller.js';
import type { MessageView } from '../../messages/message-view.js';
import { SendLog } from './send-log.js';
import { WireTap, type WireRequest } from './wire-tap.js';

/** Follows each `POST /messages`, of which the controller knows nothing. Bound to every route. */
@Injectable()
export class SendInterceptor implements NestInterceptor {
  constructor(
    private readonly log: SendLog,
    private readonly wire: WireTap,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<MessageView>): Observable<MessageView> {
    const isSend =
      context.getClass() === MessagesController &&
      context.getHandler() === MessagesController.prototype.send;
    if (!isSend) return next.handle();
    const requests: WireRequest[] = [];
    const send = this.log.begin(requests);
    const answer = new Observable<MessageView>((subscriber) =>
      this.wire.follow(requests, () => next.handle().subscribe(subscriber)),
    );
    return answer.pipe(
      tap({
        next: ({ sid }) => send.accepted(sid),
        error: (error: unknown) => send.failed(error),
      }),
    );
  }
}
