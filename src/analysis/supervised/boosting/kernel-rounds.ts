// Rounds of boosting by the WebAssembly kernel: gradients by stretches of rows, then a tree an output.
import { gradientTreesKernel } from '#kernels/gradient-trees';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import { exponentialConstants } from '../exponential.ts';
import { binSetWords, type GrownTree } from '../grown-tree.ts';
import {
  binsPerColumn,
  gradientScale,
  greatestLeafCount,
  leastHessianSteps,
  outputCountOf,
  type BoostingData,
  type BoostingRounds,
} from './boosting-data.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'featureCount',
  'outputCount',
  'bins',
  'columns',
  'target',
  'classWeights',
  'margins',
  'gradients',
  'rows',
  'spareRows',
  'histograms',
  'histogramSlots',
  'nodes',
  'nodeLimit',
  'nodeCounts',
  'leafLimit',
  'maxDepth',
  'minLeafRows',
  'countBits',
  'numbers',
  'heldOutCount',
  'heldOutBins',
  'heldOutMargins',
  'scratch',
  'columnBins',
] as const;

const rowsPerChunk = 8192;
const cellBytes = 16;
const scratchBytes = 2304;

/** A node's record in words of 32 bits. */
const nodeWords = 36;
const word = { feature: 0, splitBin: 1, missingLeft: 2, left: 3, right: 4, count: 6, leftBins: 24 };
/** The leaf's value in words of 64 bits. */
const valueWord = 6;

/** The same bytes as `scalarRounds`, on any number of threads. */
export function kernelRounds(data: BoostingData, team: Team): BoostingRounds {
  const scope = new TeamScope(team);
  try {
    return new KernelRounds(data, scope);
  } catch (error) {
    scope.close();
    throw error;
  }
}

class KernelRounds implements BoostingRounds {
  private readonly data: BoostingData;
  private readonly scope: TeamScope;
  private readonly outputCount: number;
  private readonly nodeLimit: number;
  private readonly words: KernelArguments<(typeof wordNames)[number]>;

  constructor(data: BoostingData, scope: TeamScope) {
    this.data = data;
    this.scope = scope;
    this.outputCount = outputCountOf(data.classCount);
    const leafLimit = greatestLeafCount(data);
    this.nodeLimit = 2 * leafLimit - 1;
    this.words = new KernelArguments(scope, wordNames);
    this.reserve(leafLimit);
    this.handOver();
  }

  growRound(): GrownTree[] {
    const { team } = this.scope;
    const chunkCount = Math.ceil(this.data.training.rowCount / rowsPerChunk);
    team.run(gradientTreesKernel, 'gradients', this.words.address, chunkCount);
    team.run(gradientTreesKernel, 'growTree', this.words.address, this.outputCount);
    return Array.from({ length: this.outputCount }, (_, output) => this.readTree(output));
  }

  heldOutMargins(): Float64Array {
    const length = this.outputCount * this.data.heldOut.rowCount;
    return this.scope.doubles(this.words.get('heldOutMargins'), length);
  }

  close(): void {
    this.scope.close();
  }

  private reserve(leafLimit: number): void {
    const { training, heldOut, classWeights, params } = this.data;
    const { scope, outputCount } = this;
    const featureCount = training.binning.columns.length;
    const cellCount = outputCount * training.rowCount;
    const scale = this.scale();
    this.words.set({
      rowCount: training.rowCount,
      featureCount,
      outputCount,
      bins: scope.reserve(training.bins.length),
      columns: scope.reserve(12 * featureCount),
      target: scope.reserve(training.rowCount),
      classWeights: scope.reserve(8 * classWeights.length),
      margins: scope.reserve(8 * cellCount),
      gradients: scope.reserve(8 * cellCount),
      rows: scope.reserve(4 * cellCount),
      // Parting writes one word further than it keeps.
      spareRows: scope.reserve(4 * cellCount + 4),
      histograms: scope.reserve(outputCount * leafLimit * featureCount * binsPerColumn * cellBytes),
      histogramSlots: leafLimit,
      nodes: scope.reserve(outputCount * this.nodeLimit * 4 * nodeWords),
      nodeLimit: this.nodeLimit,
      nodeCounts: scope.reserve(4 * outputCount),
      leafLimit,
      maxDepth: params.maxDepth,
      minLeafRows: params.minLeafRows,
      countBits: scale.countBits,
      numbers: scope.reserve(8 * (5 + exponentialConstants.length)),
      heldOutCount: heldOut.rowCount,
      heldOutBins: scope.reserve(heldOut.bins.length),
      heldOutMargins: scope.reserve(8 * outputCount * heldOut.rowCount),
      scratch: scope.reserve(scratchBytes * outputCount),
      columnBins: scope.reserve(training.bins.length),
    });
  }

  private scale() {
    return gradientScale(this.data.training.rowCount, Math.max(...this.data.classWeights));
  }

  private handOver(): void {
    const { training, heldOut, target, classWeights, base, params } = this.data;
    const { scope, words } = this;
    scope.bytes(words.get('bins'), training.bins.length).set(training.bins);
    this.fillColumnBins();
    scope.bytes(words.get('heldOutBins'), heldOut.bins.length).set(heldOut.bins);
    scope.bytes(words.get('target'), target.length).set(target);
    scope.doubles(words.get('classWeights'), classWeights.length).set(classWeights);
    const { columns } = training.binning;
    const table = scope.words(words.get('columns'), 3 * columns.length);
    columns.forEach(({ binCount, isCategorical }, feature) => {
      table.set([binCount, isCategorical ? 1 : 0, training.hasMissing[feature]!], 3 * feature);
    });
    const scale = this.scale();
    scope
      .doubles(words.get('numbers'), 5 + exponentialConstants.length)
      .set([
        scale.gradient,
        scale.hessian,
        params.l2,
        params.learningRate,
        leastHessianSteps(scale),
        ...exponentialConstants,
      ]);
    const fillMargins = (address: number, rowCount: number) => {
      const margins = scope.doubles(address, base.length * rowCount);
      base.forEach((margin, k) => margins.fill(margin, k * rowCount, (k + 1) * rowCount));
    };
    fillMargins(words.get('margins'), training.rowCount);
    fillMargins(words.get('heldOutMargins'), heldOut.rowCount);
  }

  /** The bins once more, feature after feature. */
  private fillColumnBins(): void {
    const { rowCount, bins, binning } = this.data.training;
    const featureCount = binning.columns.length;
    const columnBins = this.scope.bytes(this.words.get('columnBins'), bins.length);
    for (let feature = 0; feature < featureCount; feature++) {
      const start = feature * rowCount;
      for (let row = 0; row < rowCount; row++) {
        columnBins[start + row] = bins[row * featureCount + feature]!;
      }
    }
  }

  private readTree(output: number): GrownTree {
    const { scope, words } = this;
    const nodeCount = scope.words(words.get('nodeCounts') + 4 * output, 1)[0]!;
    const address = words.get('nodes') + output * this.nodeLimit * 4 * nodeWords;
    const cells = scope.words(address, nodeCount * nodeWords);
    const values = scope.doubles(address, (nodeCount * nodeWords) / 2);
    const { columns } = this.data.training.binning;
    const feature = new Int32Array(nodeCount);
    const tree = {
      nodeCount,
      feature,
      splitBin: new Int32Array(nodeCount),
      leftBins: new Uint32Array(nodeCount * binSetWords),
      missingLeft: new Uint8Array(nodeCount),
      left: new Int32Array(nodeCount),
      right: new Int32Array(nodeCount),
      cover: new Float64Array(nodeCount),
      values: new Float64Array(nodeCount),
      valueCount: 1,
    };
    for (let node = 0; node < nodeCount; node++) {
      const at = node * nodeWords;
      feature[node] = cells[at + word.feature]!;
      tree.cover[node] = cells[at + word.count]!;
      if (feature[node]! < 0) {
        tree.values[node] = values[at / 2 + valueWord]!;
        continue;
      }
      tree.splitBin[node] = cells[at + word.splitBin]!;
      tree.missingLeft[node] = cells[at + word.missingLeft]!;
      tree.left[node] = cells[at + word.left]!;
      tree.right[node] = cells[at + word.right]!;
      if (!columns[feature[node]!]!.isCategorical) continue;
      const set = cells.subarray(at + word.leftBins, at + word.leftBins + binSetWords);
      tree.leftBins.set(set, node * binSetWords);
    }
    return tree;
  }
}
