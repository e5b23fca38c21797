// End to end in the real Electron window; one window at a time, no retries: a flaky test is a bug.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  // For what hangs; what is slow on half a core of a busy machine is not.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  workers: 1,
  retries: 0,
  reporter: [['list']],
  outputDir: 'test-results',
});
