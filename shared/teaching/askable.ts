import { keysOf } from '../keys-of.ts';
import { questionKinds, type QuestionName } from './questions/index.ts';
import { traceOf, type StepSource } from './trace.ts';

const names = keysOf(questionKinds);

/** The kinds of question that can be asked about a step of training, in the order of the walk. */
export function askable(source: StepSource): QuestionName[] {
  const trace = traceOf(source);
  return names.filter((name) => {
    const kind = questionKinds[name];
    return kind.places(trace).some((place) => kind.ask(trace, place) !== null);
  });
}
