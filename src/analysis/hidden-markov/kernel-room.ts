// The shared memory a model needs beside its panel: tables, chunks, lattices, outputs.
import { triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import { exponentialTable, naturalLog } from './exponential.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { fillGapTables, gapScratchBytes, reserveGapTables } from './kernel-gap-tables.ts';
import { fillJointTable, jointFactorsLength } from './kernel-joint-table.ts';
import { laneCount } from './kernel-lanes.ts';
import type { KernelPanel } from './kernel-panel.ts';
import { outputBytes, scaleBytes } from './kernel-sums.ts';
import { fillKernelTable, kernelTableLength } from './kernel-table.ts';
import { kernelWords } from './kernel-words.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Reserved for models of one number of states. */
export class KernelRoom {
  readonly stateCount: number;
  readonly scope: TeamScope;
  readonly words: KernelArguments<(typeof kernelWords)[number]>;
  /** Bytes from one chunk's output to the next. */
  readonly outputBytes: number;
  /** Address of the first chunk's output. */
  readonly outputs: number;
  private readonly tableLength: number;

  /** @throws TeamError `memory-full` */
  constructor(team: Team, packed: KernelPanel, stateCount: number) {
    this.stateCount = stateCount;
    this.scope = new TeamScope(team);
    this.tableLength = kernelTableLength(packed.columns);
    this.outputBytes = outputBytes(stateCount, packed);
    try {
      this.words = new KernelArguments(this.scope, kernelWords);
      this.outputs = this.reserveChunks(packed);
      this.reserveModel(packed);
    } catch (error) {
      this.scope.close();
      throw error;
    }
  }

  /** Hands a model over. */
  setModel(model: HiddenMarkovModel, panel: StandardPanel, packed: KernelPanel): void {
    const { columns } = packed;
    const { stateCount: K, scope, words } = this;
    const { startProbability, transitionMatrix } = model;
    const logTransition = transitionMatrix.map(naturalLog);
    const back = logTransition.map(
      (_, cell) => logTransition[(cell % K) * K + Math.floor(cell / K)]!,
    );
    scope.doubles(words.get('start'), K).set(startProbability);
    scope.doubles(words.get('transitions'), K * K).set(transitionMatrix);
    scope.doubles(words.get('logStart'), K).set(startProbability.map(naturalLog));
    scope.doubles(words.get('logTransitions'), K * K).set(logTransition);
    scope.doubles(words.get('logTransitionsBack'), K * K).set(back);
    const table = scope.doubles(words.get('table'), K * this.tableLength);
    fillKernelTable(model, panel, columns, table);
    this.setJoint(model, panel, packed, table);
  }

  private setJoint(
    model: HiddenMarkovModel,
    panel: StandardPanel,
    { columns, gaps }: KernelPanel,
    table: Float64Array,
  ): void {
    const width = columns.joints.length;
    if (width === 0) return;
    const { stateCount: K, scope, words } = this;
    const joint = {
      factors: scope.doubles(words.get('jointFactors'), jointFactorsLength(K, columns)),
      offsets: scope.doubles(words.get('jointOffsets'), K * width),
      means: scope.doubles(words.get('jointMeans'), K * width),
    };
    const found = fillJointTable(model, panel, columns, joint, (k, constant) => {
      table[k * this.tableLength]! += constant;
    });
    if (!gaps) return;
    fillGapTables(scope, words, found, joint.means, panel.gaussians.length, width);
  }

  private reserveModel({ columns, tiles, tileCount, gaps }: KernelPanel): void {
    const { stateCount: K, scope } = this;
    const exponentials = scope.reserve(8 * exponentialTable.length);
    scope.doubles(exponentials, exponentialTable.length).set(exponentialTable);
    this.words.set({
      exponentials,
      stateCount: K,
      rowBytes: 8 * laneCount * columns.cellCount,
      squareCount: columns.squares.length,
      maskedSquareCount: columns.maskedSquares.length,
      lineCount: columns.lines.length,
      maskedLineCount: columns.maskedLines.length,
      tableStride: 8 * this.tableLength,
      outputBytes: this.outputBytes,
      tiles,
      table: scope.reserve(8 * K * this.tableLength),
      start: scope.reserve(8 * K),
      transitions: scope.reserve(8 * K * K),
      logStart: scope.reserve(8 * K),
      logTransitions: scope.reserve(8 * K * K),
      logTransitionsBack: scope.reserve(8 * K * K),
      scales: scope.reserve(scaleBytes * tileCount),
    });
    const width = columns.joints.length;
    if (width === 0) return;
    this.words.set({
      jointCount: width,
      jointFactors: scope.reserve(8 * jointFactorsLength(K, columns)),
      jointFactorBytes: columns.tied ? 0 : 8 * triangleLength(width),
      jointOffsets: scope.reserve(8 * K * width),
      jointMeans: scope.reserve(8 * K * width),
    });
    if (gaps) reserveGapTables(scope, this.words, gaps, columns, K);
  }

  /** Reserves outputs and lattices of all chunks; returns the first output's address. */
  private reserveChunks({ chunks, columns, gaps }: KernelPanel): number {
    const records = this.scope.reserve(16 * chunks.length);
    const outputs = this.scope.reserve(this.outputBytes * chunks.length);
    // Three lattices and the reciprocal scales; joint columns as they are changed, and as filled.
    const filled = columns.tied ? 1 : this.stateCount;
    const copies = (columns.tied && !gaps ? 0 : 1) + (gaps ? filled : 0);
    const rowBytes = 8 * laneCount * (3 * this.stateCount + 1 + copies * columns.joints.length);
    const chunkBytes = gaps ? gapScratchBytes(this.stateCount, columns) : 0;
    const rowCount = chunks.reduce((sum, { longest }) => sum + longest, 0);
    let lattice = this.scope.reserve(rowBytes * rowCount + chunkBytes * chunks.length);
    const words = this.scope.words(records, 4 * chunks.length);
    chunks.forEach(({ firstTile, endTile, longest }, chunk) => {
      words.set([firstTile, endTile, lattice, outputs + chunk * this.outputBytes], 4 * chunk);
      lattice += rowBytes * longest + chunkBytes;
    });
    this.words.set({ chunks: records });
    return outputs;
  }
}
