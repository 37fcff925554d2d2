/** Calls back when light turns dark or back, by choice or by the system. Returns what ends it. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class'],
  });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}
