type Options = {
  /** The page as it lies there now, which names its bundles by their hashes; null where nobody answers. */
  page: () => Promise<string | null>;
  reload: () => void;
  everyMs?: number;
};

/**
 * Reloads the window when its bundle was made anew: the page says otherwise than at first, and twice the same, so that all of it was
 * written. What the person sees comes back from the backend, which keeps it. Returns what ends the looking.
 */
export function reloadWhenRebuilt({ page, reload, everyMs = 700 }: Options): () => void {
  let first: string | null = null;
  let last: string | null = null;
  const look = async (): Promise<void> => {
    const now = await page();
    if (now === null) return;
    first ??= now;
    if (now !== first && now === last) {
      clearInterval(timer);
      reload();
    }
    last = now;
  };
  const timer = setInterval(() => void look(), everyMs);
  return () => clearInterval(timer);
}

/** The page this window came from; null while its server is being restarted, or takes this window for a stranger. */
export async function pageNow(): Promise<string | null> {
  try {
    const answer = await fetch('./', { cache: 'no-store' });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
