import { type DynamicModule, Module } from '@nestjs/common';
import { RunModule } from './run/run.module.js';
import type { Settings } from './settings/index.js';

/** The one place that knows every module. */
@Module({})
export class AppModule {
  static forSettings(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [RunModule.forSettings(settings)] };
  }
}
