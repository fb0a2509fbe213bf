import type { Core } from '../../core/core.ts';
import type { KeyAccess } from '../../core/keys/authenticate.ts';
import type { RecordRequest } from '../../core/requests/request.ts';
import type { HttpEnv, Log } from '../shared/env.ts';

export interface ApiPhpDeps {
  readonly core: Core;
  readonly corsOrigins: readonly string[];
  readonly log: Log;
  readonly recordRequest: RecordRequest;
}

export interface ApiPhpEnv extends HttpEnv {
  Variables: HttpEnv['Variables'] & {
    access: KeyAccess;
  };
}
