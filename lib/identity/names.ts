/** Path of the groups, policies and roles of the baseline, which no persona may change. */
export const BASELINE_PATH = '/secure-baseline/';

/** Path of the roles that code runs with, and that developers make. */
export const WORKLOAD_PATH = '/workload/';

/** Name of the policy that bounds those roles. */
export const WORKLOAD_BOUNDARY_NAME = 'secure-baseline-workload-boundary';

/** Tag of the instances that developers work with. Its value is the name of the workload. */
export const WORKLOAD_TAG = 'workload';
