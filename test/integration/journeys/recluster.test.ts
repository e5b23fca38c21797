// Radii that are moved: the same clusters as a fit of its own, asked at once and one after the other.
import { describe, expect, it } from 'vitest';
import { fitDbscan } from '#analysis/density/fit-dbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import { createRandom } from '#analysis/random';
import { Reclustering } from '#engine/workflows/journeys/recluster';
import { runToEnd } from '#engine/workflows/run-to-end';

const teamUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);

/** Three round heaps, and a few points anywhere. */
function heaps(rowCount: number): Float64Array {
  const random = createRandom(4);
  return Float64Array.from({ length: rowCount * 2 }, (_, place) => {
    const row = Math.floor(place / 2);
    if (row % 50 === 0) return random.uniform() * 12;
    return (row % 3) * 4 + random.uniform() + random.uniform();
  });
}

describe('clustering a finished run anew', () => {
  it('gives the labels of a fit of its own for every radius', async () => {
    const encodings = heaps(3000);
    const mapRows = Uint32Array.from({ length: 1000 }, (_, i) => 3 * i);
    const persons = { dimensionCount: 2, encodings, mapRows };
    const reclustering = await Reclustering.open(persons, teamUrl);
    const tree = buildKdTree({ rowCount: 3000, dimensionCount: 2, values: encodings });
    const asked = [0.1, 0.4, 3].map((eps) => ({ eps, minPts: 8 }));
    const answers = await Promise.all(asked.map((params) => reclustering.at(params)));
    asked.forEach((params, i) => {
      const alone = runToEnd(fitDbscan(tree, params), {
        cancelFlag: new Int32Array(new SharedArrayBuffer(4)),
      });
      const { distanceCurve: curve, ...answer } = answers[i]!;
      expect(curve.rank).toHaveLength(400);
      expect(curve.distance).toEqual(curve.distance.toSorted((a, b) => a - b));
      expect(answer).toEqual({
        clusterCount: alone.clusterCount,
        noiseShare: alone.noiseCount / 3000,
        sizes: Array.from(alone.sizes),
        mapLabels: Array.from(mapRows, (row) => alone.labels[row]),
      });
    });
    expect(answers.map(({ clusterCount }) => clusterCount)).toContain(3);
    await expect(reclustering.at({ eps: 0, minPts: 8 })).rejects.toThrow('eps is 0');
    expect((await reclustering.at({ eps: 0.4, minPts: 8 })).clusterCount).toBe(3);
    await reclustering.close();
  });
});
