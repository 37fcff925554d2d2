import type { z } from 'zod';
import type { profile, ProfileOutput, ProfileSettings } from '#shared/model/cells/profile.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellProps } from '../cell-view.ts';
import { Loaded } from '../../stores/loaded.svelte.ts';
import { segmentNames } from '../parts/profile-words.ts';
import { coloursOf, segmentColour, type PointColours } from './point-colours.ts';

type Query = CellProps<typeof profile>['query'];
type Points = z.output<typeof profile.queries.points.output>;
type Person = z.output<typeof profile.queries.person.output>;
export type Colour = z.input<typeof profile.queries.points.input>['colour'];

/** What of a profile is on screen: the map, how it is coloured, and one user. */
export class ProfileLook {
  readonly points = new Loaded<Points>();
  readonly person = new Loaded<Person>();
  colour = $state.raw<Colour>({ by: 'segment' });
  /** Segment shown alone on the map. */
  segment = $state.raw<number | null>(null);
  readonly segmentNames = $derived.by((): string[] => segmentNames(this.#output, this.names()));
  readonly names: () => ProfileSettings['names'];
  readonly #query: Query;
  readonly #output: ProfileOutput;
  readonly #colours = $derived.by((): PointColours | null => this.#colour());

  /** `names`: those given by hand, asked for whenever they are shown. */
  constructor(output: ProfileOutput, query: Query, names: () => ProfileSettings['names']) {
    this.names = names;
    this.#output = output;
    this.#query = query;
    void this.colourBy({ by: 'segment' });
  }

  get colours(): PointColours | null {
    return this.#colours;
  }

  async colourBy(colour: Colour): Promise<void> {
    this.colour = colour;
    if (colour.by !== 'segment') this.segment = null;
    await this.points.load(() => this.#query('points', { colour }));
  }

  async choose(user: number): Promise<void> {
    await this.person.load(() => this.#query('person', { user }));
  }

  #colour(): PointColours | null {
    const points = this.points.value;
    if (!points) return null;
    if (this.colour.by !== 'segment')
      return coloursOf(points.values, { other: m.profile_other(), missing: m.profile_missing() });
    const names = this.segmentNames;
    return {
      colour: Uint8Array.from(points.values, (value) => Number(value ?? 0)),
      colours: names.map((_, index) => segmentColour(index)),
      names,
    };
  }
}
