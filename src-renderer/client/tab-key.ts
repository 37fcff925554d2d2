/** The localhost host's second secret: it comes in the address's fragment and stays with this origin, port included. */
const name = 'portrait-key';
const channelName = 'portrait-key';
const patienceMs = 1500;

/**
 * The key of this tab: from the address it was opened with, from before a reload, or from another tab of the same
 * address; null where nobody has it. From then on other tabs are answered.
 */
export async function tabKey(
  page: Location,
  history: History,
  storage: Storage,
): Promise<string | null> {
  const given = /^#key=([\w-]{43})$/.exec(page.hash)?.[1];
  if (given !== undefined) {
    storage.setItem(name, given);
    history.replaceState(null, '', page.pathname);
  }
  const channel = new BroadcastChannel(channelName);
  const key = given ?? storage.getItem(name) ?? (await askOtherTabs(channel));
  if (key === null) {
    channel.close();
    return null;
  }
  storage.setItem(name, key);
  channel.addEventListener('message', ({ data }) => {
    if (data === 'who has it') channel.postMessage({ key });
  });
  return key;
}

function askOtherTabs(channel: BroadcastChannel): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    channel.addEventListener('message', function answered({ data }: MessageEvent<unknown>) {
      if (typeof data !== 'object' || data === null || !('key' in data)) return;
      if (typeof data.key !== 'string') return;
      clearTimeout(timer);
      channel.removeEventListener('message', answered);
      resolve(data.key);
    });
    channel.postMessage('who has it');
  });
}
