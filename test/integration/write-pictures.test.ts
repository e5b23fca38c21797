// Pictures that cannot be written: said in words, with what is there already.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resultFigures } from '#figures/result-figures';
import { segmentNames } from '#figures/segment-look';
import { writePictures } from '../../src/cli/write-pictures.ts';
import { makeRfeResult } from '../fixtures/rfe-result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'personae-pictures-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('names the folder that cannot be made', async () => {
  writeFileSync(path.join(folder, 'pictures'), 'a file in its place');
  await expect(writePictures(makeRfeResult(), folder)).rejects.toMatchObject({
    code: 'file.unwritable',
    message: `pictures could not be written to ${folder}; the tables and the model are there.`,
  });
});

it('names the picture that cannot be written', async () => {
  const result = makeRfeResult();
  const [first] = resultFigures(result, segmentNames(result));
  const name = `${first?.id}.svg`;
  mkdirSync(path.join(folder, 'pictures', name), { recursive: true });
  await expect(writePictures(result, folder)).rejects.toMatchObject({
    code: 'file.unwritable',
    message: expect.stringContaining(`${name} could not be written`) as string,
  });
});
