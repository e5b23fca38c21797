// One handler a call of the window; a missing one does not compile.
import type { EngineCallName, EngineOutput, EngineParsedInput } from '#shared/calls/engine-calls';
import { explainFeatures } from '../features/explain-features.ts';
import { writeExport } from '../exports/write-export.ts';
import { saveDraft } from '../project/project-draft.ts';
import { readRun, setRemoved } from '../project/project-runs.ts';
import { renameSegment } from '../project/segment-names.ts';
import { reclusterRun } from '../workflows/journeys/recluster.ts';
import type { EngineSession } from '../session.ts';
import { describeFile, previewFile, suggestForFile } from './source-handlers.ts';
import { compareRuns } from './compare-runs.ts';
import { answerExplainPerson, answerWhatIf, describeCustomerColumns } from './explain-handlers.ts';
import { taskOf } from './job-tasks.ts';
import { previewPanel, readPersonStates } from './person-handlers.ts';

type Handlers = {
  [N in EngineCallName]: (
    input: EngineParsedInput<N>,
    session: EngineSession,
  ) => Promise<EngineOutput<N>> | EngineOutput<N>;
};

export const handlers: Handlers = {
  'project.read': (_input, session) => session.summary(),
  'project.saveDraft': (draft, session) => ({ savedAt: saveDraft(session.project, draft) }),
  'source.describe': ({ file }, session) => describeFile(file, session),
  'source.preview': ({ source, part, limit }, session) => previewFile(source, part, limit, session),
  'mapping.suggest': ({ source }, session) => suggestForFile(source, session),
  'features.explain': ({ mapping, features, asOf }) => explainFeatures(mapping, features, asOf),
  'panel.preview': (input, session) => previewPanel(input, session),
  'person.read': (input, session) => readPersonStates(input, session),
  'tables.columns': (draft, session) => describeCustomerColumns(draft, session),
  'person.explain': (input, session) => answerExplainPerson(input, session),
  'run.whatIf': (input, session) => answerWhatIf(input, session),
  'run.read': ({ runId }, session) => readRun(session.project, runId),
  'run.people': (query, session) => session.people.page(query),
  'run.rename': ({ runId, segmentId, name }, session) => {
    const savedAt = renameSegment(session.project, runId, segmentId, name);
    session.projectChanged();
    return { savedAt };
  },
  'run.remove': ({ runId }, session) => {
    setRemoved(session.project, runId, true);
    session.projectChanged();
    return undefined;
  },
  'run.restore': ({ runId }, session) => {
    setRemoved(session.project, runId, false);
    session.projectChanged();
    return undefined;
  },
  'run.compare': ({ first, second }, session) => compareRuns(first, second, session),
  'journeys.recluster': (input, session) => reclusterRun(input, session),
  'export.write': ({ runId, kind, format, output }, session) =>
    writeExport(runId, kind, format, session.takeOutput(output), session),
  'store.size': (_input, session) => ({ sizeBytes: session.store.sizeBytes() }),
  'store.purge': (_input, session) => ({ freedBytes: session.store.purge() }),
  'job.start': (request, session) => ({ jobId: session.jobs.start(taskOf(request, session)) }),
  'job.cancel': ({ jobId }, session) => {
    session.jobs.cancel(jobId);
    return undefined;
  },
  'job.list': (_input, session) => session.jobs.list(),
};
