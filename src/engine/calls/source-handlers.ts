// What the data and roles steps ask of a file.
import type { MappingSuggestion, Preview, SourceDescription } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import { pathOfFile } from '../project/project-files.ts';
import type { EngineSession } from '../session.ts';
import { describeSource } from '../sources/describe-source.ts';
import { previewSource } from '../sources/preview-source.ts';
import { suggestMapping } from '../sources/suggest-mapping.ts';
import { sourceWithPath } from './recipe-paths.ts';

export async function describeFile(
  file: string,
  session: EngineSession,
): Promise<SourceDescription> {
  const description = await describeSource(pathOfFile(session.project, file));
  return { ...description, suggested: { ...description.suggested, file } };
}

export function previewFile(
  source: Source,
  part: 'event' | 'detail',
  limit: number,
  session: EngineSession,
): Promise<Preview> {
  return previewSource(sourceWithPath(session.project, source), part, limit);
}

export function suggestForFile(source: Source, session: EngineSession): Promise<MappingSuggestion> {
  return suggestMapping(sourceWithPath(session.project, source));
}
