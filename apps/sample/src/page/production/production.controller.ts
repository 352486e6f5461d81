import { Controller, Get } from '@nestjs/common';
import { ProductionRehearsal, type Rehearsal } from './rehearsal.js';

/** `GET /production`: how this configuration, and an example of each method, start in production. */
@Controller('production')
export class ProductionController {
  constructor(private readonly rehearsal: ProductionRehearsal) {}

  @Get()
  show(): Promise<Rehearsal> {
    return this.rehearsal.run();
  }
}
