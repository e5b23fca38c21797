// Bad input of workflow Explain: a clear message, and nothing lost.
import { expect, it } from 'vitest';
import { reportJoin } from '#engine/customers/report-join';
import { runExplain } from '#engine/workflows/explain/run-explain';
import { workflowContext } from '../workflow-fixture.ts';
import { cellsOf, csv, joined, quick, recipeOf } from './explain-fixture.ts';

const header = ['id', 'x', 'segment'];

/** People whose x tells the two segments apart, mostly. */
function rowsOf(count: number, segmentOf: (i: number) => string): (string | number)[][] {
  return Array.from({ length: count }, (_, i) => [
    `p${i}`,
    (i % 2) * 4 + ((i * 7) % 5),
    segmentOf(i),
  ]);
}

function run(rows: readonly (readonly unknown[])[], explain: object = {}) {
  const context = workflowContext();
  const file = csv(context.folder, 'people.csv', rows);
  return runExplain(recipeOf(file, { person: 'id', ...quick, ...explain }), context);
}

it('says that one class is nothing to tell apart', async () => {
  await expect(run([header, ...rowsOf(40, () => 'gold')])).rejects.toMatchObject({
    code: 'data.constant',
    message: 'All 40 labelled people are of one class (gold): there is nothing to tell apart.',
  });
});

it('says that nobody has a label', async () => {
  await expect(run([header, ...rowsOf(40, () => '')])).rejects.toMatchObject({
    code: 'data.all-missing',
  });
});

it('says that a label of many values is none', async () => {
  await expect(run([header, ...rowsOf(80, (i) => `s${i % 40}`)])).rejects.toMatchObject({
    code: 'column.type',
  });
});

it('fits a class of three persons and says that it is weak; assigns those without a label', async () => {
  const rows = rowsOf(120, (i) => {
    if (i < 3) return 'tiny';
    if (i > 110) return i % 2 ? 'NA' : '';
    return i % 2 ? 'b' : 'a';
  });
  const { result, columns } = await run([header, ...rows]);
  expect(result.label.classes.map(({ name, personCount }) => [name, personCount])).toEqual([
    ['a', 54],
    ['b', 54],
    ['tiny', 3],
  ]);
  expect(result.warnings.join(' ')).toContain('The class tiny has only 3 people');
  expect(result.label.unlabelledCount).toBe(9);
  expect(result.assignment.counts.reduce((sum, count) => sum + count, 0)).toBe(9);
  expect(columns.persons).toHaveLength(120);
  expect(columns.numbers['labelled']?.reduce((sum, one) => sum + one, 0)).toBe(111);
});

it('joins rare values of 500 categories, leaves out ids and constants, counts infinities', async () => {
  const context = workflowContext();
  const rows = Array.from({ length: 1500 }, (_, i) => [
    `p${i}`,
    `category ${i % 500}`,
    `free text number ${i}`,
    'same',
    i % 50 === 0 ? 'inf' : i % 7,
    i % 3 === 0 ? '5+' : i % 3,
    i % 2 ? 'a' : 'b',
  ]);
  const file = csv(context.folder, 'people.csv', [
    ['id', 'category', 'text', 'constant', 'number', 'band', 'segment'],
    ...rows,
  ]);
  const columns = ['category', 'text', 'constant', 'number', 'band'].map((column) => ({
    column,
    name: column,
  }));
  await joined(recipeOf(file, { person: 'id', columns }), context, (customers) => {
    const { report } = customers;
    const of = (name: string) => report.columns.find((column) => column.name === name);
    expect(of('category')).toMatchObject({ kind: 'categorical', role: 'feature', missingCount: 0 });
    expect(of('category')?.warnings[0]).toContain('500 different values');
    expect(cellsOf(customers, 'category').filter((cell) => cell === null)).toHaveLength(0);
    expect(of('text')?.leftOutBecause).toContain('1,500 different values');
    expect(of('constant')?.leftOutBecause).toBe('Everybody has the same value.');
    expect(of('number')).toMatchObject({ kind: 'continuous', missingCount: 30, unusableCount: 30 });
    expect(of('number')?.warnings).toEqual(['30 infinite values count as missing.']);
    expect(of('band')).toMatchObject({ kind: 'categorical', missingCount: 0 });
    expect(report.leakage.find(({ feature }) => feature === 'text')).toMatchObject({
      kind: 'id',
      leftOut: true,
    });
  });
});

it('says that no key matches, shows some, and how they would; the report is there all the same', async () => {
  const context = workflowContext();
  const people = csv(context.folder, 'people.csv', [header, ...rowsOf(20, (i) => `s${i % 2}`)]);
  const other = csv(context.folder, 'orders.csv', [
    ['who', 'amount'],
    ['P1', 1],
    ['P2', 2],
  ]);
  const recipe = recipeOf(people, {
    person: 'id',
    tables: [{ name: 'orders', source: { kind: 'delimited', file: other }, key: 'who' }],
    columns: [{ table: 'orders', column: 'amount', name: 'money', aggregation: 'sum' }],
  });
  await expect(runExplain(recipe, context)).rejects.toMatchObject({
    code: 'join.no-match',
    message: 'No key of orders is a person of the main table; it has, for instance, P1, P2.',
    hint: expect.stringContaining('2 keys would match if upper and lower case were one') as unknown,
  });
  const report = await reportJoin(recipe, context);
  expect(report.tables[1]).toMatchObject({ matchedPersonCount: 0, lostKeyCount: 2 });
});

it.each([
  [{ person: 'nobody' }, 'column.missing'],
  [{ columns: [{ column: 'y', name: 'y' }] }, 'column.missing'],
  [{ columns: [{ table: 'gone', column: 'x', name: 'x' }] }, 'recipe.invalid'],
  [
    {
      columns: [
        { column: 'x', name: 'x' },
        { column: 'x', name: 'X' },
      ],
    },
    'recipe.invalid',
  ],
  [{ columns: [{ column: 'x', name: 'segment' }] }, 'recipe.invalid'],
])('refuses %j with %s', async (explain, code) => {
  await expect(run([header, ...rowsOf(20, (i) => `s${i % 2}`)], explain)).rejects.toMatchObject({
    code,
  });
});

it('finds a column dated after the label and one that is the label in other words', async () => {
  const context = workflowContext();
  const rows = Array.from({ length: 200 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, '0');
    const segment = i % 3 === 0 ? 'gone' : 'stays';
    return [
      `p${i}`,
      segment,
      `2024-01-${day}`,
      (i * 13) % 17,
      `2024-02-${day}`,
      segment === 'gone' ? 'goodbye' : 'hello',
      (i * 11) % 19,
    ];
  });
  const file = csv(context.folder, 'people.csv', [
    ['id', 'segment', 'since', 'late', 'late_at', 'letter', 'clean'],
    ...rows,
  ]);
  const recipe = recipeOf(file, {
    person: 'id',
    columns: [
      { column: 'late', name: 'late', timeColumn: 'late_at' },
      { column: 'letter', name: 'letter' },
      { column: 'clean', name: 'clean' },
    ],
    label: { kind: 'column', column: 'segment', timeColumn: 'since' },
  });
  await joined(recipe, context, ({ report, features }) => {
    expect(report.leakage.map(({ feature, kind }) => [feature, kind])).toEqual([
      ['late', 'dated-after'],
      ['letter', 'predicts-alone'],
    ]);
    expect(features.map(({ choice }) => choice.name)).toEqual(['clean']);
  });
});
