import type { CompareProtocol } from '#shared/model/cells/compare.ts';
import { toMinute } from '../../format/to-minute.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { sentences } from '../../i18n/sentences.ts';

/** How the figures were made, one sentence a matter: without it a figure cannot be compared with another. */
export function protocolSentences(protocol: CompareProtocol): string[] {
  return [
    splitSentence(protocol),
    candidatesSentence(protocol),
    ...(protocol.candidates !== 'all'
      ? []
      : [protocol.seenRemoved ? m.compare_protocol_seen() : m.compare_protocol_not_seen()]),
    protocol.ties === 'expected' ? m.compare_protocol_ties_expected() : m.compare_protocol_ties(),
    protocol.resamples > 0
      ? m.compare_protocol_intervals({ resamples: readable(protocol.resamples) })
      : m.compare_protocol_no_intervals(),
    ...(protocol.flips > 0 ? [m.compare_protocol_test({ flips: readable(protocol.flips) })] : []),
    ...(protocol.synthetic ? [m.compare_protocol_synthetic()] : []),
  ];
}

/** The sentences as running text. */
export function protocolText(protocol: CompareProtocol): string {
  return sentences(...protocolSentences(protocol));
}

function splitSentence(protocol: CompareProtocol): string {
  const counts = {
    pairs: readable(protocol.testPairs),
    users: readable(protocol.testUsers),
    learnt: readable(protocol.learntPairs),
  };
  switch (protocol.split) {
    case 'folds':
      return m.compare_protocol_folds({ ...counts, folds: readable(protocol.folds) });
    case 'last':
      return m.compare_protocol_last(counts);
    case 'random':
      return m.compare_protocol_random(counts);
    case 'given':
      return m.compare_protocol_given(counts);
    case 'time':
      return m.compare_protocol_time({ ...counts, cut: toMinute(protocol.cut) });
  }
}

function candidatesSentence({ candidates, items }: CompareProtocol): string {
  if (candidates === 'ncf99') return m.compare_protocol_ncf();
  if (candidates === 'given') return m.compare_protocol_given_candidates();
  return m.compare_protocol_full({ items: readable(items) });
}
