// The k-means passes by the WebAssembly kernels on a team of threads.
import { kmeansLabelsKernel } from '#kernels/kmeans-labels';
import { kmeansSeedingKernel } from '#kernels/kmeans-seeding';
import { kmeansSumsKernel } from '#kernels/kmeans-sums';
import type { Team } from '../team.ts';
import { TeamScope } from '../team-scope.ts';
import type { CentredMatrix } from './centred-matrix.ts';
import { KernelLayout } from './kernel-layout.ts';
import { KernelSeeding, seedingOutputBytes } from './kernel-seeding.ts';
import {
  chunkRowCount,
  type KMeansBackend,
  type KMeansRows,
  type Moments,
  type NearestTwo,
  type Reassignment,
} from './kmeans-backend.ts';
import {
  fillPanel,
  fillScreenPanel,
  screeningSteps,
  screenTileBytes,
  tileRowCount,
} from './row-tiles.ts';
import { scalarBackend } from './scalar-rows.ts';
import { screenableColumnCount, screeningOf, screeningTableBytes } from './screening.ts';

/** Labels are bytes in the kernels. */
const kernelClusterCount = 256;

/** A thread's room: whether it is in use, records of the tiles of a chunk, and a list of its rows. */
const workspaceBytes = 64 + (chunkRowCount / tileRowCount + 1) * 32 + chunkRowCount * 4 + 64;

class KernelRows implements KMeansRows {
  readonly rowCount: number;
  readonly columnCount: number;
  private readonly greatestK: number;
  private readonly tileCount: number;
  private readonly scope: TeamScope;
  private readonly layout: KernelLayout;
  private readonly seeding: KernelSeeding;
  private steps: Float64Array | undefined;

  constructor(team: Team, centred: CentredMatrix, greatestK: number) {
    const { rowCount, columns } = centred.matrix;
    this.rowCount = rowCount;
    this.columnCount = columns.length;
    this.greatestK = greatestK;
    this.tileCount = Math.ceil(rowCount / tileRowCount);
    this.scope = new TeamScope(team);
    try {
      this.layout = new KernelLayout(this.scope, rowCount, columns.length);
      this.layout.words.set({
        panel: this.scope.reserve(8 * rowCount * this.layout.stride),
        labels: this.scope.reserve(this.tileCount * tileRowCount),
      });
      this.layout.reserveClusters(greatestK, seedingOutputBytes);
      this.seeding = new KernelSeeding(this.layout, this.copyRow.bind(this));
      fillPanel(centred, this.panel());
      this.labels().fill(0);
    } catch (error) {
      this.scope.close();
      throw error;
    }
  }

  copyRow(row: number, into: Float64Array, offset: number): void {
    const address = this.layout.words.get('panel') + 8 * row * this.layout.stride;
    into.set(this.scope.doubles(address, this.columnCount), offset);
  }

  assign(centroids: Float64Array): number {
    this.setScreening(centroids);
    this.layout.run(kmeansLabelsKernel, 'assign');
    return this.layout.changedRowCounts().reduce((sum, count) => sum + count, 0);
  }

  reassign(centroids: Float64Array): Reassignment {
    const k = this.setScreening(centroids);
    this.layout.run(kmeansLabelsKernel, 'reassign');
    return this.layout.sumReassignment(k);
  }

  relabel(names: readonly number[]): void {
    const { words } = this.layout;
    if (words.get('labelNames') === 0) {
      words.set({ labelNames: this.scope.reserve(kernelClusterCount) });
    }
    this.scope.bytes(words.get('labelNames'), names.length).set(names);
    this.layout.run(kmeansLabelsKernel, 'relabel');
  }

  moments(centroids: Float64Array): Moments {
    const k = this.layout.setCentroids(centroids);
    this.layout.run(kmeansSumsKernel, 'moments');
    return this.layout.sumMoments(k);
  }

  nearestTwo(centroids: Float64Array): NearestTwo {
    this.layout.setCentroids(centroids);
    const results = new TeamScope(this.scope.team);
    try {
      const first = results.reserve(8 * this.rowCount);
      const second = results.reserve(8 * this.rowCount);
      this.layout.words.set({ first, second });
      this.layout.run(kmeansSumsKernel, 'nearestTwo');
      return {
        labels: this.labels().slice(0, this.rowCount),
        first: results.doubles(first, this.rowCount).slice(),
        second: results.doubles(second, this.rowCount).slice(),
      };
    } finally {
      results.close();
    }
  }

  seedFirst(row: number): number {
    return this.seeding.first(row);
  }

  seedTrial(rows: readonly number[]): Float64Array {
    return this.seeding.trial(rows);
  }

  seedAccept(row: number): number {
    return this.seeding.accept(row);
  }

  seedPick(target: number): number {
    return this.seeding.pick(target);
  }

  close(): void {
    this.scope.close();
  }

  private panel(): Float64Array {
    const { words, stride } = this.layout;
    return this.scope.doubles(words.get('panel'), this.rowCount * stride);
  }

  private labels(): Uint8Array {
    return this.scope.bytes(this.layout.words.get('labels'), this.tileCount * tileRowCount);
  }

  /** Hands centroids over, for screening too, and returns their number. */
  private setScreening(centroids: Float64Array): number {
    this.steps ??= this.packScreenPanel();
    const { table, bound } = screeningOf(centroids, this.steps);
    const { words } = this.layout;
    this.scope.words(words.get('screenTable'), table.length).set(table);
    words.set({ bound });
    this.freeWorkspaces();
    return this.layout.setCentroids(centroids);
  }

  /** Also where a pass before this one has failed. */
  private freeWorkspaces(): void {
    const { scope, layout } = this;
    const first = layout.words.get('workspace');
    for (let thread = 0; thread < scope.team.threadCount; thread++) {
      scope.words(first + thread * workspaceBytes, 1)[0] = 0;
    }
  }

  private packScreenPanel(): Float64Array {
    const { scope, tileCount } = this;
    const tileBytes = screenTileBytes(this.columnCount);
    const screenPanel = scope.reserve(tileCount * tileBytes);
    const reach = scope.reserve(4 * tileCount);
    this.layout.words.set({
      screenPanel,
      reach,
      screenTable: scope.reserve(screeningTableBytes(this.greatestK, this.columnCount)),
      workspace: scope.reserve(scope.team.threadCount * workspaceBytes),
      // The complement of the byte that holds a score's index.
      indexMask0: -256,
      indexMask1: -256,
      indexMask2: -256,
      indexMask3: -256,
    });
    const panel = this.panel();
    const steps = screeningSteps(panel, this.columnCount);
    const { buffer } = scope.team;
    fillScreenPanel(
      panel,
      steps,
      new Int16Array(buffer, screenPanel, (tileCount * tileBytes) / 2),
      new Int32Array(buffer, reach, tileCount),
    );
    return steps;
  }
}

/**
 * Runs k-means on a team's threads; in plain TypeScript for very many clusters or columns, and where
 * the kernels cannot be loaded.
 */
export function kernelBackend(team: Team): KMeansBackend {
  const kernels = [kmeansLabelsKernel, kmeansSumsKernel, kmeansSeedingKernel];
  return (centred, greatestK) => {
    const fits =
      greatestK <= kernelClusterCount && centred.matrix.columns.length <= screenableColumnCount;
    return fits && kernels.every((kernel) => team.supports(kernel))
      ? new KernelRows(team, centred, greatestK)
      : scalarBackend(centred);
  };
}
