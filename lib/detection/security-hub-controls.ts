/** Controls of AWS Foundational Security Best Practices, as of November 2026: numbers by service. */
const BEST_PRACTICES: Record<string, string> = {
  ACM: '1 2',
  APIGateway: '1 2 3 4 5 8 9',
  Account: '1',
  AppSync: '1 2',
  Athena: '1',
  AutoScaling: '1 2 3 4 5 6 9',
  Backup: '1',
  CloudFormation: '1',
  CloudFront: '1 3 4 5 6 7 8 9 10 12 13',
  CloudTrail: '1 2 3 4 5 6 7',
  CodeBuild: '1 2 3 4 5 7',
  Cognito: '1',
  Config: '1',
  DMS: '1 6 7 8 9',
  DocumentDB: '1 2 3 4 5',
  DynamoDB: '1 2 3 4 6 7',
  EC2: '1 2 3 4 6 7 8 9 10 12 13 14 15 16 17 18 19 20 21 22 23 24 25 28 51',
  ECR: '1 2 3',
  ECS: '1 2 3 4 5 8 9 10 12',
  EFS: '1 2 3 4',
  EKS: '1 2 3 8',
  ELB: '1 2 3 4 5 6 7 9 10 12 13 14 16',
  EMR: '1 2',
  ES: '1 2 3 4 5 6 7 8',
  ElastiCache: '1 2 3 4 5 6 7',
  ElasticBeanstalk: '1 3',
  EventBridge: '3',
  FSx: '1',
  GuardDuty: '1 9 10',
  IAM: '1 2 3 4 5 6 7 8 9 10 19 21 22 26',
  KMS: '1 2 3 4 5',
  Kinesis: '1',
  Lambda: '1 2 3 5',
  MSK: '1 2',
  Macie: '1',
  Neptune: '1 2 3 4 5 6 7 8 9',
  NetworkFirewall: '2 3 4 5 6 9',
  OpenSearch: '1 2 3 4 5 6 7 8 10',
  PrivateCertificateAuthority: '1',
  RDS: '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 34 35 36 37 38 39',
  Redshift: '1 2 3 4 6 7 8 9 10',
  Route53: '2',
  S3: '1 2 3 5 6 7 8 9 10 11 12 13 14 15 17 19 20',
  SNS: '1 2 4',
  SQS: '1',
  SSM: '1 2 3 4',
  SageMaker: '1 2 3 4 5',
  SecretsManager: '1 2 3 4',
  StepFunctions: '1',
  WAF: '1 2 3 4 6 7 8 10 11 12',
};

/**
 * Recommendations of the CIS AWS Foundations Benchmark 5.0.0 that AWS Security Hub checks, by number. Left out are those that two controls check
 * (2.1.4, 2.2.4 and 2.3.1): a number does not tell which of the two is meant.
 */
const CIS = [
  '1.2', '1.3', '1.4', '1.5', '1.7', '1.8', '1.9', '1.11', '1.13', '1.14', '1.16', '1.18', '1.19', '1.21',
  '2.1.1', '2.1.2', '2.2.1', '2.2.2', '2.2.3', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7', '3.8', '3.9',
  '5.1.1', '5.2', '5.3', '5.4', '5.5', '5.7',
];

/** Ids of the controls of AWS Foundational Security Best Practices, such as `S3.8`. */
export function bestPracticeControls(): string[] {
  return Object.entries(BEST_PRACTICES).flatMap(([service, numbers]) => numbers.split(' ').map((number) => `${service}.${number}`));
}

/** Numbers of the CIS benchmark that stand for one control. */
export function cisControls(): string[] {
  return CIS;
}

/** Whether an id names a service that has controls. For standards that share ids with the best practices and have controls of their own besides. */
export function isControlOfKnownService(id: string): boolean {
  const [service, number, ...more] = id.split('.');
  return more.length === 0 && Object.hasOwn(BEST_PRACTICES, service) && /^[1-9]\d{0,2}$/.test(number ?? '');
}
