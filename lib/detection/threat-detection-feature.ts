/**
 * What Amazon GuardDuty looks at besides the sources that are always on (AWS CloudTrail management events, VPC flow logs and DNS queries).
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export enum ThreatDetectionFeature {
  /** Reads and writes of objects in Amazon S3. */
  S3_DATA_EVENTS = 'S3_DATA_EVENTS',
  /** Audit logs of Amazon EKS clusters. */
  EKS_AUDIT_LOGS = 'EKS_AUDIT_LOGS',
  /** Malware on the volumes of instances and containers that behave suspiciously. */
  EBS_MALWARE_PROTECTION = 'EBS_MALWARE_PROTECTION',
  /** Sign-ins to Amazon Aurora and RDS databases. */
  RDS_LOGIN_EVENTS = 'RDS_LOGIN_EVENTS',
  /** Network activity of AWS Lambda functions. */
  LAMBDA_NETWORK_LOGS = 'LAMBDA_NETWORK_LOGS',
  /**
   * Processes, files and connections inside instances and containers. Its agents reach Amazon GuardDuty through an endpoint that it places into
   * each network it watches, with a security group that stands in the way of deleting the network.
   */
  RUNTIME_MONITORING = 'RUNTIME_MONITORING',
}
