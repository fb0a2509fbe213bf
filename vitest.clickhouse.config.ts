import { defineConfig } from 'vitest/config';

/** Tests that need a ClickHouse: `npm run test:clickhouse` installs one and runs them. */
export default defineConfig({
  test: {
    include: ['test/clickhouse/*.clickhouse.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
