// The R package rfm's published score table, all 995 customers of it, from the raw orders.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rfmCells } from '#analysis/quintile-scores/cell-tables';
import { fitQuintileScores } from '#analysis/quintile-scores/fit-quintile-scores';
import { nameCells } from '#analysis/quintile-scores/name-cells';
import type { BandRule } from '#analysis/quintile-scores/score-params';
import { scoreRows } from '#analysis/quintile-scores/score-rows';

const folder = join(import.meta.dirname, '../../../../shared/data/rfm');
const absent = !existsSync(folder);
if (absent) console.warn(`Skipped: the rfm data is not at ${folder}.`);

const analysisDate = Date.UTC(2006, 11, 31);
const dayMs = 86_400_000;

function readRows(file: string): string[][] {
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.trim().split(','));
}

/** Recency, number of orders and revenue of every customer, in the order of the customer ids. */
function features() {
  const customers = new Map<number, { last: number; orders: number; revenue: number }>();
  for (const [id = '', date = '', revenue = ''] of readRows('orders.csv')) {
    const known = customers.get(Number(id)) ?? { last: 0, orders: 0, revenue: 0 };
    known.last = Math.max(known.last, Date.parse(`${date}T00:00:00Z`));
    known.orders++;
    known.revenue += Number(revenue);
    customers.set(Number(id), known);
  }
  const sorted = [...customers].sort(([a], [b]) => a - b).map(([, customer]) => customer);
  return {
    rowCount: sorted.length,
    columns: [
      Float64Array.from(sorted, ({ last }) => (analysisDate - last) / dayMs),
      Float64Array.from(sorted, ({ orders }) => orders),
      Float64Array.from(sorted, ({ revenue }) => revenue),
    ],
  };
}

function fitOrders(rule: BandRule = 'published') {
  const matrix = features();
  const model = fitQuintileScores(matrix, {
    columns: [
      { name: 'recency', best: 'low' },
      { name: 'frequency', best: 'high' },
      { name: 'monetary', best: 'high' },
    ],
    bandCount: 5,
    rule,
  });
  return { matrix, model, scores: scoreRows(model, matrix) };
}

describe.skipIf(absent)('orders of the rfm package', () => {
  it('has the published thresholds', () => {
    const [recency, frequency, monetary] = fitOrders().model.columns;
    expect(recency?.thresholds).toEqual([115, 181, 297.4, 482]);
    expect(frequency?.thresholds).toEqual([4, 5, 6, 8]);
    expect(monetary?.thresholds).toEqual([255.8, 382, 506.4, 666]);
  });

  it('meets segment and scores of all 995 customers', () => {
    const { matrix, scores } = fitOrders();
    const { labels, names } = nameCells(scores, 5, rfmCells);
    const found = Array.from({ length: matrix.rowCount }, (_, row) => {
      const triple = scores.map((column) => column[row] ?? 0);
      const [recency, orders, revenue] = matrix.columns.map((column) => column[row]);
      const name = names[labels[row] ?? -1];
      return [name, triple.join(''), orders, recency, revenue, ...triple].join(',');
    });
    const published = readRows('published-scores.csv').map((row) => row.join(','));
    expect(published).toHaveLength(995);
    expect(found.sort()).toEqual(published.sort());
  });

  it('scores 992 of the customers alike by the closed rule', () => {
    const published = fitOrders().scores;
    const closed = fitOrders('closed').scores;
    const alike = [...Array(995).keys()].filter((row) =>
      published.every((column, i) => column[row] === closed[i]?.[row]),
    );
    expect(alike).toHaveLength(992);
  });

  // Version 0.2 of the package calls those Champions who have 4 or 5 in everything.
  it('has the 158 Champions of rfm 0.2, with 1,234 orders of 120,178', () => {
    const { matrix, scores } = fitOrders();
    const champions = [...Array(matrix.rowCount).keys()].filter((row) =>
      scores.every((column) => (column[row] ?? 0) >= 4),
    );
    const sumOf = (column: number) =>
      champions.reduce((sum, row) => sum + (matrix.columns[column]?.[row] ?? NaN), 0);
    expect(champions).toHaveLength(158);
    expect(sumOf(1)).toBe(1234);
    expect(sumOf(2)).toBe(120_178);
  });
});
