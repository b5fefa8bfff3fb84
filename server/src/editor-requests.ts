import type { ListedRespondent } from '#engine';
import {
  type Place,
  type PlaceOfParams,
  type PromptParams,
  type PromptResult,
  placeOfRequest,
  promptRequest,
  type RespondentsParams,
  respondentsRequest,
  runsRequest,
  type StudyInfo,
  type StudyInfoParams,
  type StudyRuns,
  studyInfoRequest,
} from '#engine/node';
import { promptOf, respondentsOf } from './features/prompt.ts';
import { placeOf, studyInfo } from './features/requests.ts';
import { guarded } from './guard.ts';
import type { FeatureParts } from './language-features.ts';

export interface EditorRequestParts extends FeatureParts {
  readonly runs: () => Promise<readonly StudyRuns[]>;
}

/** Answers the requests that only our own client makes (engine/node/editor-protocol.ts), each behind a guard. */
export function registerEditorRequests({ connection, log, withStudy, withAnalysis, runs }: EditorRequestParts): void {
  connection.onRequest<StudyInfo | null, void>(studyInfoRequest, ({ uri }: StudyInfoParams, token) =>
    guarded(studyInfoRequest, log, token, null, () => withAnalysis(uri, null, studyInfo, 'patient')),
  );
  connection.onRequest<Place | null, void>(placeOfRequest, (params: PlaceOfParams, token) =>
    guarded(placeOfRequest, log, token, null, () => withStudy(params.uri, null, (open) => placeOf(open, params))),
  );
  connection.onRequest<PromptResult | null, void>(promptRequest, (params: PromptParams, token) =>
    guarded(promptRequest, log, token, null, () =>
      withAnalysis<PromptResult | null>(params.uri, null, (analysis) => promptOf(analysis, params), 'patient'),
    ),
  );
  connection.onRequest<readonly ListedRespondent[], void>(respondentsRequest, (params: RespondentsParams, token) =>
    guarded(respondentsRequest, log, token, [], () =>
      withAnalysis<readonly ListedRespondent[]>(
        params.uri,
        [],
        (analysis) => respondentsOf(analysis, params),
        'patient',
      ),
    ),
  );
  connection.onRequest<readonly StudyRuns[], void>(runsRequest, (_params: unknown, token) =>
    guarded<readonly StudyRuns[]>(runsRequest, log, token, [], runs),
  );
}
