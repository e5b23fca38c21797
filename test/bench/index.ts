// `npm run bench [-- NAME ...]`: runs the benchmarks whose names contain one of the words given, or
// all, and prints one table.
import '#engine/without-maglev';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BenchRow, Benchmark } from './benchmark.ts';
import { pythonPeers } from './peers.ts';

const headings = ['what', 'threads', 'ours', 'peer', 'peer’s', 'ratio', 'target', 'agreement'];

async function benchmarks(): Promise<Benchmark[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts'));
  const modules = await Promise.all(
    // The suffix is the promise that the module exports a benchmark.
    files.map((file) => import(`./${file}`) as Promise<{ benchmark: Benchmark }>),
  );
  return modules.map((module) => module.benchmark);
}

function milliseconds(ms: number): string {
  return ms < 1000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function cellsOf(row: BenchRow): string[] {
  const ratio = row.peerMs === null ? '' : `${(row.peerMs / row.oursMs).toFixed(1)}x`;
  return [
    row.name,
    String(row.threadCount),
    milliseconds(row.oursMs),
    row.peer,
    row.peerMs === null ? '' : milliseconds(row.peerMs),
    ratio,
    row.target === null ? '' : `${row.target}x`,
    row.agreement,
  ];
}

function printTable(rows: readonly string[][]): void {
  const widths = headings.map((_, column) =>
    Math.max(...[headings, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(line(headings));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const cells of rows) console.log(line(cells));
}

const words = process.argv.slice(2);
const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
const memoryGb = Math.round(os.totalmem() / 1e9);
const load = os.loadavg()[0] ?? 0;
console.log(`${cpu}, ${os.cpus().length} cores, ${memoryGb} GB; Node ${process.versions.node}`);
console.log(
  `Load before: ${load.toFixed(1)}${load > 0.5 ? ' (others are at work: times vary)' : ''}\n`,
);

const table: string[][] = [];
for (const benchmark of await benchmarks()) {
  const wanted = words.length === 0 || words.some((word) => benchmark.name.includes(word));
  if (!wanted) continue;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'personae-bench-'));
  try {
    for await (const row of benchmark.run({ peers: pythonPeers, folder })) {
      table.push(cellsOf(row));
      process.stderr.write(`${row.name}, ${row.threadCount}: ${milliseconds(row.oursMs)}\n`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
printTable(table);
