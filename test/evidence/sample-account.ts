import { BaselineProfile } from '../../lib';
import { bestPracticeControls } from '../../lib/detection/security-hub-controls';
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

/** Events of buckets that a trail may record, most of them reads, and those that it looks at for insights: in hundreds of thousands. */
const EVENTS = { readsAndWrites: 1, writes: 0.2, insights: 0.2 };

const count = (of: number) => Math.round(of).toLocaleString('en-US');

/** What the sample account is, in words. */
export const SAMPLE_ACCOUNT = [
  `${ACCOUNT.resources} resources of which ${ACCOUNT.changes} change`,
  `${count(USED['million management events'] * 1e6)} management events`,
  `${count(EVENTS.readsAndWrites * 1e5)} data events of buckets (${count(EVENTS.writes * 1e5)} of them writes)`,
  `${USED['gigabyte of flow logs and DNS queries']} GB of flow logs and DNS queries`,
  `${USED.instance} instances`,
  `databases with ${USED['vCPU of a database instance']} vCPU`,
  `a cluster with ${count(USED['million audit log events'] * 1e6)} audit log events`,
  `${USED['gigabyte of network activity logs']} GB of network activity of functions`,
  `${USED.bucket} buckets with ${count(USED['100,000 objects'] * 1e5)} objects, of which Amazon Macie looks through ${USED['gigabyte looked through']} GB`,
  `${USED.image} image pushed and ${USED['time that an image is scanned again']} scanned again`,
  `${USED['gigabyte that comes in']} GB that comes into log groups`,
  `${count(USED['million queries'] * 1e6)} DNS queries`,
  `${USED.gigabyte} GB through NAT`,
].join('; ');

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
    // Each control at one resource a day, those that CIS alone has left out, and those of a service at each resource of it that has changed.
    'check': controls.length + ACCOUNT.changes * controls.length / services,
    '100,000 data events': writesOnly ? EVENTS.writes : EVENTS.readsAndWrites,
    '100,000 events and kind of insight': EVENTS.insights * kinds,
  };
}
