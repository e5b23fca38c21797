// The sample of a folder of equal files: some of its files, spread over all of them.
import type { DelimitedOptions } from '#shared/recipe/source';
import type { InspectedDelimited } from '../delimited/inspect-delimited.ts';
import { explicitOptions, sampleDelimited } from '../delimited/sample-delimited.ts';
import { sampleParquet } from '../parquet/sample-parquet.ts';
import type { SourceSample } from '../source-sample.ts';
import { checkFolderOfParquet, inspectFolderOfText, type NonEmpty } from './inspect-folder.ts';
import { listFolder } from './list-folder.ts';

export interface SampledFolder {
  readonly format: 'delimited' | 'parquet';
  readonly sizeBytes: number;
  /** What all delimited files have in common. */
  readonly options: DelimitedOptions | undefined;
  readonly sample: SourceSample;
}

/** More files are not looked at before a run, which looks at all. */
const fileLimit = 50;
const laterFileRows = 50;

function spreadFiles(paths: NonEmpty<string>): NonEmpty<string> {
  if (paths.length <= fileLimit) return paths;
  const step = (paths.length - 1) / (fileLimit - 1);
  const later = Array.from({ length: fileLimit - 1 }, (_, index) => {
    return paths[Math.round((index + 1) * step)] ?? paths[0];
  });
  return [paths[0], ...later];
}

/** What all files have in common; the rest is found out for each. */
function commonOptions(files: NonEmpty<InspectedDelimited>): DelimitedOptions {
  const [first, ...others] = files.map(explicitOptions);
  const common: DelimitedOptions = { ...first };
  for (const key of ['delimiter', 'quote', 'encoding'] as const) {
    if (others.some((options) => options[key] !== common[key])) delete common[key];
  }
  return common;
}

interface RowCount {
  readonly rowCount: number | null;
  readonly rowCountExact: boolean;
}

/** From the files looked at to all of them, by their size. */
function countRows(
  files: NonEmpty<InspectedDelimited>,
  fileCount: number,
  sizeBytes: number,
): RowCount {
  let rowCount = 0;
  for (const file of files) {
    if (file.rowCount === null) return { rowCount: null, rowCountExact: false };
    rowCount += file.rowCount;
  }
  const isAll = files.length === fileCount;
  const inspectedBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return {
    rowCount: isAll ? rowCount : Math.round((rowCount * sizeBytes) / inspectedBytes),
    rowCountExact: isAll && files.every(({ rowCountExact }) => rowCountExact),
  };
}

interface ListedFolder {
  readonly paths: NonEmpty<string>;
  readonly sizeBytes: number;
}

async function sampleText(
  { paths, sizeBytes }: ListedFolder,
  given: DelimitedOptions,
): Promise<{ options: DelimitedOptions; sample: SourceSample }> {
  const files = await inspectFolderOfText(spreadFiles(paths), given);
  const first = sampleDelimited(files[0]);
  const others = files.slice(1).map(sampleDelimited);
  const laterRows = others.flatMap(({ firstRows }) => firstRows.slice(0, laterFileRows));
  const warnings = [first, ...others].flatMap((sample) => sample.warnings);
  return {
    options: commonOptions(files),
    sample: {
      ...first,
      spreadRows: [...first.spreadRows, ...laterRows],
      ...countRows(files, paths.length, sizeBytes),
      warnings: [...new Set(warnings)].slice(0, 10),
    },
  };
}

/** @throws PersonaeError `file.*`, `column.missing`, and what the files themselves throw. */
export async function sampleFolder(
  folder: string,
  given: DelimitedOptions,
): Promise<SampledFolder> {
  const { format, paths, sizeBytes, warnings } = await listFolder(folder);
  if (format === 'parquet') {
    await checkFolderOfParquet(spreadFiles(paths));
    const sample = await sampleParquet(paths);
    const all = [...warnings, ...sample.warnings];
    return { format, sizeBytes, options: undefined, sample: { ...sample, warnings: all } };
  }
  const { options, sample } = await sampleText({ paths, sizeBytes }, given);
  const all = [...warnings, ...sample.warnings];
  return { format, sizeBytes, options, sample: { ...sample, warnings: all } };
}
