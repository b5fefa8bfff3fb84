import type { EndpointModel, Study } from '#engine';
import { type EndpointInfo, originOf, usualAddress } from '#engine/node';

/** The models of a study that are asked over the network. */
export function endpointsOf(study: Study): readonly EndpointInfo[] {
  return study.models.flatMap((model) => (model.kind === 'openai' ? [endpoint(model)] : []));
}

function endpoint(model: EndpointModel): EndpointInfo {
  return {
    id: model.id.value,
    model: model.model.value,
    origin: originOf(model.base_url?.value ?? usualAddress) ?? '',
    keyVariable: model.key_env,
  };
}
