import { ownCheckout, root } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/** Throws where set-up would have to write into a checkout that this user may not write to. */
export function refuseForeign(what) {
  if (ownCheckout) return;
  throw new SetupError(
    `${root} cannot be written to, and ${what} are not set up there or out of date`,
    'Ask its owner to run npm run build in it, or copy it to a folder of yours.',
  );
}
