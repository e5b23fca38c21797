// The middle compiler stays off, in the process and in its threads, once an entry has begun.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const module = new URL('../../src/engine/without-maglev.ts', import.meta.url);

/** A function that gets hot, asked again and again whether Maglev has compiled it. */
const watched = `
const compiledByMaglev = new Function('f', 'return %ActiveTierIsMaglev(f)');
const hot = (values) => { let sum = 0; for (const value of values) sum += value * value; return sum; };
let seen = false;
for (let i = 0; i < 300000; i++) { hot([1, 2.5, i]); if (i % 50 === 0) seen ||= compiledByMaglev(hot); }
`;

const program = `
import ${JSON.stringify(module.href)};
import { Worker } from 'node:worker_threads';
${watched}
console.log('process', seen);
const worker = new Worker(${JSON.stringify(`${watched} console.log('thread', seen);`)}, { eval: true });
`;

test('no code of the process or of a thread is compiled by it', async () => {
  const args = ['--allow-natives-syntax', '--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, args);
  expect(stdout.trim().split('\n')).toEqual(['process false', 'thread false']);
});

test.each(['engine/engine.ts', 'cli/index.ts'])('%s switches it off first', (entry) => {
  const source = readFileSync(new URL(`../../src/${entry}`, import.meta.url), 'utf8');
  expect(/^import .*/m.exec(source)?.[0]).toMatch(/without-maglev(\.ts)?';$/);
});
