import { firstTables } from './0001-first-tables.ts';
import { statistics } from './0002-statistics.ts';
import { designs } from './0003-designs.ts';
import type { Migration } from './migration.ts';

/** All steps in order: the version of a schema is the number of steps that made it. Append only. */
export const allMigrations: readonly Migration[] = [firstTables, statistics, designs];
