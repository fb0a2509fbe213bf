import type { RouteConfig } from '@hono/zod-openapi';
import type { Permission } from '../../core/workspaces/roles.ts';
import type { Operation } from './operations.ts';

/** An operation with its entry in the OpenAPI document. */
export interface ApiRoute {
  readonly config: RouteConfig;
  readonly operation: Operation;
  /** What a key needs: core checks it, this says what is promised, and the tests hold core to it. */
  readonly permission: Permission;
  /** Of a body, where that is not a short one. */
  readonly bodyBytesMax?: number;
}
