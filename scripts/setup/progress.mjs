/**
 * One line per step that rewrites itself on a terminal and falls back to occasional plain lines elsewhere.
 * Everything goes to stderr: stdout belongs to the app.
 * @param {string} title
 * @param {{ stream?: { isTTY?: boolean, columns?: number, write(text: string): boolean }, now?: () => number }} options
 */
export function progressLine(title, { stream = process.stderr, now = Date.now } = {}) {
  const started = now();
  let phase = '';
  let phaseStarted = started;
  const live = Boolean(stream.isTTY);
  let lastShown = 0;
  let lastPlainShare = -1;

  function draw(text) {
    const width = Math.max(20, (stream.columns || 100) - 1);
    stream.write(`\r\x1b[2K${text.slice(0, width)}`);
  }

  function plainLine(share, text) {
    const tenth = Math.floor(share * 4);
    if (tenth === lastPlainShare && now() - lastShown < 15_000) return;
    lastPlainShare = tenth;
    lastShown = now();
    stream.write(`${text}\n`);
  }

  return {
    /** Shows `done` of `total` (unit 'bytes' or a noun); total 0 means unknown. Each phase has its own clock. */
    update(done, total, unit = 'bytes', verb = '') {
      if (verb !== phase) [phase, phaseStarted] = [verb, now()];
      const elapsed = (now() - phaseStarted) / 1000;
      const text = `${title}: ${verb}${verb && ' '}${describeProgress(done, total, unit, elapsed)}`;
      if (!live) return plainLine(total > 0 ? done / total : 0, text);
      if (now() - lastShown < 100) return;
      lastShown = now();
      draw(text);
    },
    /** Shows a state without numbers, with the seconds it has taken so far. */
    note(text) {
      const line = `${title}: ${text} (${formatSeconds((now() - started) / 1000)})`;
      if (live) draw(line);
      else plainLine(0, line);
    },
    /** Ends the line with a tick and the time taken. */
    done(text = '') {
      const tail = text ? `: ${text}` : '';
      const line = `✓ ${title}${tail} (${formatSeconds((now() - started) / 1000)})`;
      if (live) draw(line);
      else stream.write(line);
      stream.write('\n');
    },
    fail(text) {
      if (live) draw(`✗ ${title}: ${text}`);
      else stream.write(`✗ ${title}: ${text}`);
      stream.write('\n');
    },
  };
}

/** "120 MB of 274 MB, 3 s left", or what is known of it. */
export function describeProgress(done, total, unit, elapsedSeconds) {
  const amount = (value) => (unit === 'bytes' ? formatBytes(value) : String(value));
  const noun = unit === 'bytes' ? '' : ` ${unit}`;
  if (!(total > 0)) return `${amount(done)}${noun}`;
  const text = `${amount(Math.min(done, total))} of ${amount(total)}${noun}`;
  if (done < total / 100 || elapsedSeconds < 0.5) return text;
  const left = (elapsedSeconds * Math.max(0, total - done)) / done;
  return `${text}, ${formatSeconds(left)} left`;
}

export function formatBytes(bytes) {
  if (bytes < 1e3) return `${Math.round(bytes)} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

export function formatSeconds(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
