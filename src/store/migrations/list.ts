import { firstTables } from './0001-first-tables.ts';
import { statistics } from './0002-statistics.ts';
import { designs } from './0003-designs.ts';
import { accounts } from './0004-accounts.ts';
import { invitations } from './0005-invitations.ts';
import { organising } from './0006-organising.ts';
import { keyUse } from './0007-key-use.ts';
import { blocking } from './0008-blocking.ts';
import { brands } from './0009-brands.ts';
import { reportLinks } from './0010-report-links.ts';
import { sharedTries } from './0011-shared-tries.ts';
import type { Migration } from './migration.ts';

/** All steps in order: the version of a schema is the number of steps that made it. Append only. */
export const allMigrations: readonly Migration[] = [
  firstTables,
  statistics,
  designs,
  accounts,
  invitations,
  organising,
  keyUse,
  blocking,
  brands,
  reportLinks,
  sharedTries,
];
