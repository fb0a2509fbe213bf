import type { Core } from '../../core/core.ts';
import type { KeyAccess } from '../../core/keys/authenticate.ts';
import type { RecordRequest } from '../../core/requests/request.ts';
import type { HttpEnv, Log } from '../shared/env.ts';

export interface ApiV1Deps {
  readonly core: Core;
  readonly clientAddress: (peer: string, header: (name: string) => string | undefined) => string;
  readonly corsOrigins: readonly string[];
  readonly log: Log;
  /** Requests without a good key that one client address has a minute. */
  readonly unauthorizedPerMinute: number;
  readonly recordRequest: RecordRequest;
}

export interface ApiV1Env extends HttpEnv {
  Variables: HttpEnv['Variables'] & {
    access: KeyAccess;
  };
}
