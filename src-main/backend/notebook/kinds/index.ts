import { eraseKind, type ErasedKind } from '../erased-kind.ts';
import { anonymity } from './anonymity.ts';
import { batch } from './batch.ts';
import { clean } from './clean.ts';
import { compare } from './compare.ts';
import { dataKind } from './data.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { features } from './features.ts';
import { model } from './model.ts';
import { interactions } from './interactions.ts';
import { linkKind } from './link.ts';
import { predictKind } from './predict.ts';
import { profileKind } from './profile.ts';
import { recommend } from './recommend.ts';
import { searchKind } from './search.ts';
import { sql } from './sql.ts';
import { train } from './train.ts';
import { tuneNet } from './tune-net.ts';
import { tune } from './tune.ts';
import { updatesKind } from './updates.ts';
import { userKind } from './user.ts';
import { walkthrough } from './walkthrough.ts';

const kinds: readonly ErasedKind[] = [
  eraseKind(dataKind()),
  eraseKind(sql),
  eraseKind(clean),
  eraseKind(linkKind()),
  eraseKind(anonymity),
  eraseKind(features),
  eraseKind(model),
  eraseKind(train),
  eraseKind(tuneNet),
  eraseKind(evaluate),
  eraseKind(walkthrough),
  eraseKind(explain),
  eraseKind(predictKind()),
  eraseKind(interactions),
  eraseKind(recommend),
  eraseKind(batch),
  eraseKind(tune),
  eraseKind(compare),
  eraseKind(userKind()),
  eraseKind(searchKind()),
  eraseKind(profileKind()),
  eraseKind(updatesKind()),
];

/** The backend half of every kind that makes something; adding a kind is one line above. */
export const cellKindsByName: ReadonlyMap<string, ErasedKind> = new Map(
  kinds.map((kind) => [kind.definition.kind, kind]),
);
