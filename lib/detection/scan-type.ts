/**
 * What Amazon Inspector scans.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html
 */
export enum ScanType {
  /** Software on Amazon EC2 instances, and their open ports. */
  EC2 = 'EC2',
  /** Software in images of Amazon ECR repositories. */
  ECR = 'ECR',
  /** Libraries that AWS Lambda functions and layers bring with them. */
  LAMBDA = 'LAMBDA',
  /** The own code of AWS Lambda functions. Only together with LAMBDA. */
  LAMBDA_CODE = 'LAMBDA_CODE',
}
