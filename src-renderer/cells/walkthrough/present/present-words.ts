import { m } from '../../../i18n/paraglide/messages.js';
import type { PresentAction } from './present-keys.ts';

export const presentWords: Record<PresentAction, () => string> = {
  back: m.walkthrough_previous,
  on: m.walkthrough_next,
  play: m.walkthrough_key_play,
  reveal: m.walkthrough_show,
  unitUp: m.walkthrough_key_unit_up,
  unitDown: m.walkthrough_key_unit_down,
  from: m.walkthrough_key_weight,
  neuron: m.walkthrough_level_neuron,
  layer: m.walkthrough_level_layer,
  net: m.walkthrough_level_net,
  ask: m.walkthrough_predict_switch,
  language: m.walkthrough_key_language,
  raw: m.walkthrough_key_raw,
  blank: m.walkthrough_key_blank,
  larger: m.walkthrough_key_larger,
  smaller: m.walkthrough_key_smaller,
  help: m.walkthrough_key_help,
  end: m.walkthrough_present_end,
};
