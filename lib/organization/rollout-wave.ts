/** Accounts that a rollout reaches at the same time. */
export interface RolloutWave {
  /** Name of the wave: a letter, then up to 30 letters and digits. */
  readonly name: string;

  /** Paths of the units whose accounts it reaches, those of units below among them, such as `workloads/production`: 1 to 50. */
  readonly units: string[];
}
