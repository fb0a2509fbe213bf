import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/find-chromium.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests start servers and databases of their own: two at a time fill a small machine.
    maxWorkers: 2,
  },
});
