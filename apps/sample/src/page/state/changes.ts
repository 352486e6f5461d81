import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';

/** Reports that something on the page has changed. */
@Injectable()
export class Changes implements BeforeApplicationShutdown {
  private readonly subject = new Subject<void>();
  readonly all: Observable<void> = this.subject.asObservable();

  notify(): void {
    this.subject.next();
  }

  /** Completes open streams, which would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.subject.complete();
  }
}
