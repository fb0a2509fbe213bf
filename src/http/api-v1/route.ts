import type { RouteConfig } from '@hono/zod-openapi';
import type { Operation } from './operations.ts';

/** An operation with its entry in the OpenAPI document. */
export interface ApiRoute {
  readonly config: RouteConfig;
  readonly operation: Operation;
}
