import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { isTwilioAuthError } from 'nestjs-twilio-auth';
import { throwError, type Observable } from 'rxjs';

/** Tells the caller the code, and whether it may try again. */
@Catch()
export class TwilioRpcFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    if (!isTwilioAuthError(error)) return throwError(() => error);
    const { code, retryable, retryAfterMs } = error;
    return throwError(() => ({ errorCode: code, retryable, retryAfterMs }));
  }
}
