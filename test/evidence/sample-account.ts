import { BaselineProfile } from '../../lib';
import { bestPracticeControls, cisControls } from '../../lib/detection/security-hub-controls';
import { ACCOUNT, evaluationsADay } from '../configuration/configuration-guide';

/** The account of the guides, on a day: assumptions, and no measurements. What is paid each month is what there is. */
const USED = {
  'recorded change': ACCOUNT.changes,
  'resource that has changed': ACCOUNT.changes,
  'million management events': 0.02,
  'gigabyte of flow logs and DNS queries': 1,
  'million S3 data events': 0.1,
  'million audit log events': 0.1,
  'gigabyte scanned for malware': 0,
  'vCPU of a database instance': 4,
  'capacity unit of a serverless database': 0,
  'gigabyte of network activity logs': 0.1,
  'vCPU watched': 20,
  'instance': 10,
  'image': 1,
  'time that an image is scanned again': 20,
  'bucket': 20,
  '100,000 objects': 10,
  'gigabyte looked through': 0.1,
  'million queries': 0.1,
  'gigabyte that comes in': 0.1,
  'gigabyte': 1,
};

/** What the sample account is, in words. */
export const SAMPLE_ACCOUNT = `${ACCOUNT.resources} resources of which ${ACCOUNT.changes} change, 20,000 management events, 100,000 data events of buckets (20,000 of them writes), `
  + '1 GB of flow logs and DNS queries, 10 instances with 20 vCPU, databases with 4 vCPU, a cluster with 100,000 audit log events, 20 buckets with a million objects, '
  + 'an image pushed and 20 scanned again, 0.1 GB that comes into log groups, as much that Amazon Macie looks through and of network activity of functions, and 1 GB through NAT';

/** How much of what is charged the sample account uses in a day, or has, by what it is charged for. */
export function usedBy(profile: BaselineProfile): Record<string, number> {
  const { configuration, logging } = profile._settings;
  const controls = bestPracticeControls();
  const services = new Set(controls.map((id) => id.split('.')[0])).size;
  const kinds = logging.insights!.insightTypes.length;
  const writesOnly = JSON.stringify(logging.dataEvents!._selectors([])).includes('readOnly');
  return {
    ...USED,
    'evaluation': evaluationsADay(configuration.pack!),
    // Each control at one resource a day, and those of a service at each resource of it that has changed.
    'check': controls.length + cisControls().length + ACCOUNT.changes * controls.length / services,
    // Most are reads.
    '100,000 data events': writesOnly ? 0.2 : 1,
    '100,000 events and kind of insight': 0.2 * kinds,
  };
}
