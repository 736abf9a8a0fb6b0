import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '../settings/index.js';
import { Governance } from './governance.js';
import { type OpenedGovernance, openGovernance } from './open-governance.js';

const OPENED = Symbol('opened governance');

/** Opens the engine of a deployment for whoever injects `Governance`, and closes it with the application. */
@Module({})
export class RunModule implements OnApplicationShutdown {
  constructor(@Inject(OPENED) private readonly opened: OpenedGovernance) {}

  static forSettings(settings: Settings): DynamicModule {
    return {
      module: RunModule,
      providers: [
        { provide: OPENED, useFactory: () => openGovernance(settings) },
        { provide: Governance, useFactory: (opened: OpenedGovernance) => opened.governance, inject: [OPENED] },
      ],
      exports: [Governance],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.opened.close();
  }
}
