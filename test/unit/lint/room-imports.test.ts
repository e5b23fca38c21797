// The import table is enforced: allowed imports pass, every kind of refused one is caught.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFault } from '../../../lint/room-imports.js';
import { roomTable } from '../../../lint/room-table.js';

const source = path.resolve(import.meta.dirname, '../../../src');
const fault = (importer: string, specifier: string, typeOnly = false): string | undefined =>
  importFault(path.join(source, importer), specifier, typeOnly);

describe('room imports', () => {
  it.each([
    ['engine/jobs/run.ts', '#analysis/kmeans/fit-kmeans'],
    ['engine/jobs/run.ts', 'node:fs'],
    ['main/index.ts', 'electron'],
    ['renderer/features/start/Start.svelte', '../../components/Button.svelte'],
    ['renderer/features/start/Start.svelte', 'svelte/transition'],
    ['analysis/kmeans/fit-kmeans.ts', '../matrix.ts'],
    ['analysis/journeys/umap-map.ts', 'umap-js'],
  ])('lets %s import %s', (importer, specifier) => {
    expect(fault(importer, specifier)).toBeUndefined();
  });

  it.each([
    ['analysis/matrix.ts', 'node:fs'],
    ['analysis/matrix.ts', '#engine/jobs/run'],
    ['analysis/matrix.ts', '#shared/recipe'],
    ['shared/recipe.ts', '#analysis/matrix'],
    ['renderer/main.ts', 'electron'],
    ['renderer/main.ts', '../engine/engine.ts'],
    ['renderer/components/Button.svelte', '../features/start/Start.svelte'],
    ['renderer/features/start/Start.svelte', '../results/Results.svelte'],
    ['main/index.ts', 'better-sqlite3'],
    ['engine/jobs/run.ts', 'umap-js'],
    ['nowhere/index.ts', 'zod'],
  ])('refuses %s importing %s', (importer, specifier) => {
    expect(fault(importer, specifier)).toBeTypeOf('string');
  });

  it('lets analysis import types of shared, and only types', () => {
    expect(fault('analysis/matrix.ts', '#shared/recipe', true)).toBeUndefined();
    expect(fault('analysis/matrix.ts', '#shared/recipe', false)).toContain('types only');
  });

  it('knows every room that exists', () => {
    const rooms = readdirSync(source, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(rooms.map((room) => room.name).filter((name) => !(name in roomTable))).toEqual([]);
  });
});
