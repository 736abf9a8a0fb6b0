import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { Settings } from './settings/index.js';

/** Wires the engine of a deployment as an application context; whoever starts it closes it. */
export function createContext(settings: Settings): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.forSettings(settings), { logger: false, abortOnError: false });
}
