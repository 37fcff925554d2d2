import type {
  DimensionLabel,
  ProfileOutput,
  ProfileSettings,
  ProfileSource,
  Segment,
} from './cells/profile.ts';

/** What a segment goes by, whatever the language: its two strongest marks of what can be read, else of what was learned. */
function segmentKey({ dimensions }: Pick<ProfileOutput, 'dimensions'>, of: Segment): string {
  return namingMarks({ dimensions }, of)
    .map(({ dimension, difference }) =>
      JSON.stringify([difference >= 0 ? 'more' : 'less', dimensions[dimension]?.label]),
    )
    .join(' ');
}

/** What each segment goes by; those that would go by the same are numbered. */
export function segmentKeys(output: Pick<ProfileOutput, 'segments' | 'dimensions'>): string[] {
  return numbered(output.segments.map((segment) => segmentKey(output, segment)));
}

/** The texts, those that stand before already with a number behind that no other has: a, b, a (2). */
export function numbered(texts: readonly string[]): string[] {
  const given = new Set(texts);
  const taken = new Set<string>();
  return texts.map((text) => {
    let own = text;
    for (let number = 2; taken.has(own) || (own !== text && given.has(own)); number++)
      own = `${text} (${number})`;
    taken.add(own);
    return own;
  });
}

/**
 * Names of segments as their table has them, whatever the language: the one given by hand, else what is more (+) or less
 * (-) of what the segment is called after.
 */
export function plainSegmentNames(
  output: Pick<ProfileOutput, 'segments' | 'dimensions'>,
  given: ProfileSettings['names'] = {},
): string[] {
  const keys = segmentKeys(output);
  const names = output.segments.map((segment, at) => {
    const own = given[keys[at] ?? '']?.trim() ?? '';
    if (own !== '') return own;
    const marks = namingMarks(output, segment).map(({ dimension, difference }) => {
      const { label } = output.dimensions[dimension]!;
      return `${plainLabel(label)} ${difference >= 0 ? '+' : '-'}`;
    });
    return marks.length === 0 ? `segment ${at + 1}` : marks.join(', ');
  });
  return numbered(names);
}

/** A dimension as columns are named. */
function plainLabel(label: DimensionLabel): string {
  switch (label.type) {
    case 'attribute':
      return label.value === null ? label.column : `${label.column} = ${label.value}`;
    case 'items':
    case 'popularity':
    case 'price':
    case 'spend':
    case 'friends':
      return label.type;
    case 'daysSinceLast':
      return 'days_since_last';
    case 'daysBetween':
      return 'days_between';
    case 'share':
      return label.category;
    case 'friendsShare':
      return `friends: ${label.category}`;
    case 'taste':
      return `taste ${label.number}`;
  }
}

const marksInName = 2;
/** Differences below this, in deviations, are no reason to be called after (Cohen's “small”). */
const leastDifference = 0.2;

/** Whose dimensions a segment is called after first: what users do and are, then their friends, then what was learned. */
const namingOrder: readonly (readonly ProfileSource[])[] = [
  ['behaviour', 'attributes'],
  ['friends'],
  ['embedding'],
];

/** The marks a segment is called after: those of the first kind of source that says anything. */
export function namingMarks(
  { dimensions }: Pick<ProfileOutput, 'dimensions'>,
  { marks }: Segment,
): Segment['marks'] {
  const strong = marks.filter(({ difference }) => Math.abs(difference) >= leastDifference);
  for (const sources of namingOrder) {
    const own = strong.filter(({ dimension }) => {
      const source = dimensions[dimension]?.source;
      return source !== undefined && sources.includes(source);
    });
    if (own.length > 0) return own.slice(0, marksInName);
  }
  return [];
}
