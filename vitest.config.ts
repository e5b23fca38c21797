// Three projects: unit (pure, in process), components (Svelte in jsdom), integration (files and
// processes). Their limits are for what hangs, not for what is slow on half a core.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{unit,reference,contract}/**/*.test.ts'],
          setupFiles: ['src/engine/without-maglev.ts', 'test/fixtures/property-seed.ts'],
          testTimeout: 600_000,
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['test/components/**/*.test.ts'],
          setupFiles: ['src/engine/without-maglev.ts', 'test/components/support/set-up.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts'],
          setupFiles: ['src/engine/without-maglev.ts', 'test/fixtures/property-seed.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
