import { Rate } from '../private/rate';
import { ThreatDetectionFeature } from './threat-detection-feature';

/** One feature of Amazon GuardDuty: what it looks at, why somebody wants that, and what is paid for. */
export interface ThreatDetectionEntry {
  readonly feature: ThreatDetectionFeature;
  readonly what: string;
  readonly why: string;
  /** What it costs. */
  readonly rates: readonly Rate[];
  /** Whether it is on unless features are chosen. */
  readonly byDefault: boolean;
  readonly link: string;
}

/**
 * When the figures below were read: for us-east-1, in a public transcription of AWS's page of prices, which has those of the examples that the page
 * calculates. Its tables show none without a browser.
 */
export const THREAT_DETECTION_RATES_READ = '7 October 2026';

/** What every detector looks at, whatever its features. */
export const FOUNDATION_RATES: readonly Rate[] = [
  { usd: 4, per: 'million management events' }, { usd: 1, per: 'gigabyte of flow logs and DNS queries' },
];

const GUIDE = 'https://docs.aws.amazon.com/guardduty/latest/ug';

/** Every feature a detector has, as of November 2026. */
export const THREAT_DETECTION_CATALOGUE: readonly ThreatDetectionEntry[] = [
  {
    feature: ThreatDetectionFeature.S3_DATA_EVENTS,
    what: 'Reads and writes of objects in Amazon S3, without a trail that records them.',
    why: 'Data leaves an account through its buckets, with credentials that are allowed to read them.',
    rates: [{ usd: 0.8, per: 'million S3 data events' }],
    byDefault: true,
    link: `${GUIDE}/s3-protection.html`,
  },
  {
    feature: ThreatDetectionFeature.EKS_AUDIT_LOGS,
    what: 'What is asked of the control planes of Amazon EKS clusters.',
    why: 'Who takes over a cluster asks its control plane for secrets and for privileged containers.',
    rates: [{ usd: 1.6, per: 'million audit log events' }],
    byDefault: true,
    link: `${GUIDE}/kubernetes-protection.html`,
  },
  {
    feature: ThreatDetectionFeature.EBS_MALWARE_PROTECTION,
    what: 'Copies of volumes of instances and containers that behave suspiciously, scanned for malware.',
    why: 'Tells a false alarm from an intrusion, without an agent.',
    rates: [{ usd: 0.03, per: 'gigabyte scanned for malware' }],
    byDefault: true,
    link: `${GUIDE}/malware-protection.html`,
  },
  {
    feature: ThreatDetectionFeature.RDS_LOGIN_EVENTS,
    what: 'Sign-ins to Amazon Aurora and Amazon RDS databases.',
    why: 'Passwords of databases are guessed, and stolen ones used, where no AWS API is called.',
    rates: [
      { usd: 1, per: 'vCPU of a database instance', monthly: true }, { usd: 0.25, per: 'capacity unit of a serverless database', monthly: true },
    ],
    byDefault: true,
    link: `${GUIDE}/rds-protection.html`,
  },
  {
    feature: ThreatDetectionFeature.LAMBDA_NETWORK_LOGS,
    what: 'Network activity of AWS Lambda functions, in a VPC or not.',
    why: 'A function that mines or talks to a command server shows nowhere else.',
    rates: [{ usd: 1, per: 'gigabyte of network activity logs' }],
    byDefault: true,
    link: `${GUIDE}/lambda-protection.html`,
  },
  {
    feature: ThreatDetectionFeature.RUNTIME_MONITORING,
    what: 'Processes, files and connections inside instances and containers, by an agent.',
    why: 'Sees an intrusion before it uses the network or an AWS API.',
    rates: [{ usd: 1.5, per: 'vCPU watched', monthly: true }],
    // It places an endpoint and a security group into each network it watches, which nothing declares and which block its deletion.
    byDefault: false,
    link: `${GUIDE}/runtime-monitoring.html`,
  },
];
