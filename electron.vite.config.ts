// Three builds: main (with the engine's entries), preload, renderer. Targets are named so that one
// build runs on Electron 33 and later.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'electron-vite';

const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';
const nodeGlobal = { global: 'globalThis' };

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          engine: 'src/engine/engine.ts',
          'job-thread': 'src/engine/threads/job-thread.ts',
          'team-thread': 'src/engine/threads/team-thread.ts',
          'reader-thread': 'src/engine/sources/sqlite/reader-thread.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // plotly's sources are written for Node's name of the global object.
    define: nodeGlobal,
    optimizeDeps: { rolldownOptions: { transform: { define: nodeGlobal } } },
    plugins: [svelte({ configFile: path.resolve(import.meta.dirname, 'svelte.config.js') })],
    build: {
      target: chromeTarget,
      minify: true,
      rollupOptions: {
        input: { index: path.resolve(import.meta.dirname, 'src/renderer/index.html') },
      },
    },
  },
});
