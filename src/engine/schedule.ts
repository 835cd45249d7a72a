export interface Lane {
  /** `waiting`: mostly waits on the protocol's clock; `alone`: nothing else may run; else `quick`. */
  readonly lane: 'quick' | 'waiting' | 'alone';
}

export interface ScheduleOptions<Job> {
  readonly jobs: number;
  readonly laneOf: (job: Job) => Lane['lane'];
  readonly run: (job: Job) => Promise<void>;
  /** Awaited before each start; answer false to start nothing more. */
  readonly gate?: () => Promise<boolean>;
}

/**
 * Runs jobs concurrently: those that wait start first, those that need the stage for themselves come last, one by one.
 * Waiting costs nothing, so the waiting ones have `jobs` places of their own (with one job there is one place in all).
 */
export async function schedule<Job>(jobs: readonly Job[], options: ScheduleOptions<Job>): Promise<void> {
  const lanes = { quick: [] as Job[], waiting: [] as Job[], alone: [] as Job[] };
  for (const job of jobs) lanes[options.laneOf(job)].push(job);
  if (options.jobs <= 1) {
    await drain([...lanes.waiting, ...lanes.quick], 1, options);
  } else {
    await Promise.all([drain(lanes.waiting, options.jobs, options), drain(lanes.quick, options.jobs, options)]);
  }
  await drain(lanes.alone, 1, options);
}

async function drain<Job>(queue: readonly Job[], places: number, options: ScheduleOptions<Job>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < queue.length) {
      if (options.gate !== undefined && !(await options.gate())) return;
      // Another worker may have taken the last one while this one stood at the gate.
      const job = queue[next++];
      if (job !== undefined) await options.run(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(places, queue.length) }, worker));
}
