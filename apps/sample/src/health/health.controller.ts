import { Controller, Get } from '@nestjs/common';

/** `GET /health`: for load balancers. */
@Controller('health')
export class HealthController {
  @Get()
  check(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
