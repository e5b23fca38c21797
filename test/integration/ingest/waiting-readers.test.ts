// Threads that are started before there is anything to read.
import { truncateSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readerCountFor, WaitingReaders } from '#engine/ingest/waiting-readers';
import { readerThreadUrl, temporaryFolder } from './ingest-fixture.ts';

test('those that wait are taken before new ones start; those that nobody took are ended', async () => {
  const waiting = new WaitingReaders(readerThreadUrl);
  waiting.start(2);
  const [first] = waiting.take(1);
  const rest = waiting.take(2);
  expect(new Set([first, ...rest]).size).toBe(3);
  waiting.start(1);
  const ended = new WaitingReaders(readerThreadUrl);
  ended.start(1);
  await ended.stop();
  const [another] = ended.take(1);
  for (const worker of [first, ...rest, another]) await worker?.terminate();
  await waiting.stop();
});

test('a thread that could not start is told to whoever takes one', async () => {
  const entry = join(temporaryFolder(), 'entry.mjs');
  writeFileSync(entry, 'throw new Error("no such module")');
  const waiting = new WaitingReaders(pathToFileURL(entry));
  const [worker] = waiting.take(1);
  await expect(once(worker!, 'exit')).rejects.toThrow('no such module');
  expect(() => waiting.take(1)).toThrow('no such module');
  await waiting.stop();
});

test('a small database is read by one thread, whatever their number', () => {
  const file = join(temporaryFolder(), 'small.sqlite');
  writeFileSync(file, 'a few bytes');
  expect(readerCountFor(file, 8)).toBe(1);
  // A hole takes no room on the disk.
  truncateSync(file, 500e6);
  expect(readerCountFor(file, 8)).toBe(2);
  expect(readerCountFor(file, 1)).toBe(1);
});
