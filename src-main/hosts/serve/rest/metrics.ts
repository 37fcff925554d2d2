/** Upper bounds of the duration histogram, in seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** Counts what the server does, for Prometheus (text format 0.0.4). */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #buckets = bounds.map(() => 0);
  #seconds = 0;
  #timed = 0;
  #rows = 0;
  readonly #unseen = new Map<string, number>();

  /** A request that was answered: its route, status and how long it took. */
  request(route: string, status: number, seconds: number): void {
    add(this.#requests, `route="${route}",status="${status}"`);
    this.#seconds += seconds;
    this.#timed++;
    const at = bounds.findIndex((bound) => seconds <= bound);
    if (at >= 0) this.#buckets[at]! += 1;
  }

  /** A row that was scored, and the columns whose value was unseen. */
  row(unseen: readonly string[]): void {
    this.#rows++;
    for (const column of unseen) add(this.#unseen, `column="${escaped(column)}"`);
  }

  text(model: string): string {
    let below = 0;
    const name = 'portrait_request_duration_seconds';
    return [
      '# HELP portrait_model_info The model that is served.',
      '# TYPE portrait_model_info gauge',
      `portrait_model_info{name="${escaped(model)}"} 1`,
      '# HELP portrait_requests_total Requests answered.',
      '# TYPE portrait_requests_total counter',
      ...lines('portrait_requests_total', this.#requests),
      `# HELP ${name} Time from a request's head to its answer.`,
      `# TYPE ${name} histogram`,
      ...bounds.map((bound, at) => {
        below += this.#buckets[at]!;
        return `${name}_bucket{le="${bound}"} ${below}`;
      }),
      `${name}_bucket{le="+Inf"} ${this.#timed}`,
      `${name}_sum ${this.#seconds}`,
      `${name}_count ${this.#timed}`,
      '# HELP portrait_rows_scored_total Rows scored.',
      '# TYPE portrait_rows_scored_total counter',
      `portrait_rows_scored_total ${this.#rows}`,
      '# HELP portrait_unseen_values_total Values the model has no place of its own for.',
      '# TYPE portrait_unseen_values_total counter',
      ...lines('portrait_unseen_values_total', this.#unseen),
      '# HELP process_resident_memory_bytes Resident memory size in bytes.',
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      '',
    ].join('\n');
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lines(name: string, counts: Map<string, number>): string[] {
  return [...counts].map(([labels, count]) => `${name}{${labels}} ${count}`);
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
