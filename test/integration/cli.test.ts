// The command line: the same bytes on any number of threads, one clear line for every fault.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOfCommand, personaeCommand } from '../fixtures/personae-command.ts';
import { shopRecipe as recipeOfShop } from '../fixtures/sample-plans.ts';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-cli-'));
  await personae('sample', 'shop', '--customers', '400', '--out', file('shop.csv'));
  await personae('sample', 'avito', '--rows', '20000', '--out', file('avito.sqlite'));
  writeFileSync(file('shop.json'), JSON.stringify(shopRecipe));
  writeFileSync(file('avito.json'), JSON.stringify(avitoRecipe));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shopRecipe = {
  version: 1,
  workflow: 'rfe',
  ...recipeOfShop,
  source: { kind: 'delimited', file: 'shop.csv' },
  model: { kind: 'k-means', kMaximum: 5, restartCount: 4 },
};

const avitoRecipe = {
  version: 1,
  workflow: 'rfe',
  source: {
    kind: 'sqlite',
    file: 'avito.sqlite',
    from: { table: 'SearchInfo' },
    detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
  },
  mapping: {
    person: { column: 'UserID' },
    time: { column: 'SearchDate', format: 'iso' },
    click: { column: 'IsClick', from: 'detail' },
  },
  features: { frequency: { measure: 'clicks' } },
  model: { kind: 'k-means', kMaximum: 4, restartCount: 3 },
};

const file = (name: string): string => path.join(folder, name);

const personae = (...args: string[]) => personaeCommand(folder, args);
const faultOf = (...args: string[]) => faultOfCommand(folder, args);

function contents(name: string): Record<string, string> {
  const names = readdirSync(file(name)).filter((entry) => entry !== 'pictures');
  return Object.fromEntries(
    names.map((entry) => [entry, readFileSync(file(`${name}/${entry}`), 'utf8')]),
  );
}

describe('personae run', () => {
  it.each(['shop', 'avito'])(
    'replays %s to the same bytes on one thread and on two',
    async (name) => {
      const recipe = file(`${name}.json`);
      await personae(
        'run',
        recipe,
        '--out',
        file(`${name}-1`),
        '--threads',
        '1',
        '--store',
        file('s1'),
        '--no-pictures',
      );
      await personae(
        'run',
        recipe,
        '--out',
        file(`${name}-2`),
        '--threads',
        '2',
        '--store',
        file('s2'),
        '--no-pictures',
      );
      const once = contents(`${name}-1`);
      expect(Object.keys(once).sort()).toEqual([
        'assignments.csv',
        'model.json',
        'profile.csv',
        'result.json',
      ]);
      expect(contents(`${name}-2`)).toEqual(once);
      expect(once['result.json']).not.toMatch(/NaN|Infinity/);
    },
  );

  it('draws the pictures', async () => {
    await personae('run', file('shop.json'), '--out', file('drawn'), '--store', file('s1'));
    const pictures = readdirSync(file('drawn/pictures'));
    expect(pictures).toContain('segment-sizes.svg');
    for (const name of pictures) {
      expect(readFileSync(file(`drawn/pictures/${name}`), 'utf8')).toMatch(/^<svg /);
    }
  });

  it.each([
    ['a recipe that is not there', ['run', 'nowhere.json', '--out', 'x'], 'nowhere.json'],
    ['no --out', ['run', 'x.json'], '--out'],
    ['an unknown command', ['dance'], 'dance'],
    ['an unknown option', ['run', 'x.json', '--speed', '9'], '--speed'],
    [
      'a size that is no number',
      ['sample', 'shop', '--customers', 'many', '--out', 'x.csv'],
      '--customers',
    ],
  ])('says in one line what is wrong: %s', async (_what, args, named) => {
    const { code, stderr } = await faultOf(...args);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(named);
  });

  it('names the data that is missing', async () => {
    writeFileSync(
      file('lost.json'),
      JSON.stringify({ ...shopRecipe, source: { kind: 'delimited', file: 'lost.csv' } }),
    );
    const { code, stderr } = await faultOf(
      'run',
      file('lost.json'),
      '--out',
      file('lost'),
      '--store',
      file('s1'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('lost.csv');
  });
});

describe('arguments that say nothing', () => {
  it.each([
    [['constructor'], 'there is no command "constructor"'],
    [['__proto__'], 'there is no command "__proto__"'],
    [['run', 'shop.json', '--out', ''], 'needs --out DIR'],
    [['run', 'shop.json', '--out'], "Option '--out <value>' argument missing. personae --help"],
    [['run', 'shop.json', '--out', 'x', '--threads', '0'], 'from 1 upwards, not 0.'],
    [['run', 'shop.json', '--out', 'x', '--threads', ''], 'from 1 upwards, not nothing.'],
    [['run', 'shop.json', '--out', 'x', '--threads', '1e9'], 'takes up to 128, not 1e9.'],
    [['run', '/', '--out', 'x'], '/ cannot be read. Check the path of the recipe.'],
  ])('%j: one line, and nothing is written', async (args, saying) => {
    const { code, stderr } = await faultOf(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(saying);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a line end in a name stays within the one line', async () => {
    const person = { column: 'first\nsecond\u001b[2J' };
    const recipe = { ...shopRecipe, mapping: { ...shopRecipe.mapping, person } };
    writeFileSync(file('odd.json'), JSON.stringify(recipe));
    const { stderr } = await faultOf('run', file('odd.json'), '--out', file('odd'));
    expect(stderr).toMatch(/^personae: There is no column first second \[2J\. There are: .*\n$/m);
  });

  it('a byte order mark before a recipe does no harm', async () => {
    const recipe = { ...shopRecipe, source: { kind: 'delimited', file: 'lost.csv' } };
    writeFileSync(file('mark.json'), `\ufeff${JSON.stringify(recipe)}`);
    const { stderr } = await faultOf('run', file('mark.json'), '--out', file('mark'));
    expect(stderr).toContain('lost.csv is not there');
  });
});

describe('personae schema', () => {
  it('ends quietly where nobody reads on', async () => {
    const script = path.resolve(import.meta.dirname, '../../src/cli/index.ts');
    const command = spawn(process.execPath, [script, 'schema'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    command.stdout.destroy();
    let told = '';
    command.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const [code] = (await once(command, 'close')) as [number | null];
    expect({ code, told }).toEqual({ code: 0, told: '' });
  });

  it('prints a JSON Schema that names every field of a recipe', async () => {
    const { stdout } = await personae('schema');
    const schema = JSON.parse(stdout) as { oneOf: { properties: Record<string, unknown> }[] };
    expect(Object.keys(schema.oneOf[0]?.properties ?? {})).toEqual(
      expect.arrayContaining(['version', 'workflow', 'source', 'mapping', 'model', 'seed']),
    );
  });
});
