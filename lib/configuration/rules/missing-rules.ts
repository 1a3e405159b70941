/** Where AWS Config came after February 2022: it records no users, groups, roles and policies there, and has few of the rules about them. */
const LATE_REGIONS = [
  'ap-east-2', 'ap-south-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2',
  'il-central-1', 'me-central-1', 'mx-central-1',
] as const;

const CHINA = ['cn-north-1', 'cn-northwest-1'] as const;
const GOVERNMENT = ['us-gov-east-1', 'us-gov-west-1'] as const;

const ROOT_USER = [
  'ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', ...CHINA, 'il-central-1', 'me-central-1', 'mx-central-1',
  ...GOVERNMENT,
];
const SEARCH = [...LATE_REGIONS, ...CHINA, ...GOVERNMENT];

/**
 * Where AWS Config lacks a rule, by its identifier, as the page of each rule in the developer guide of AWS Config had it in November 2026. Rules that
 * are in every region these pages know are not here. They say nothing of isolated partitions and of the European Sovereign Cloud.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
 */
export const MISSING_RULES: Readonly<Record<string, readonly string[]>> = {
  ACCESS_KEYS_ROTATED: LATE_REGIONS,
  ACCOUNT_PART_OF_ORGANIZATIONS: ['cn-north-1'],
  API_GWV2_AUTHORIZATION_TYPE_CONFIGURED: [...LATE_REGIONS, 'ap-southeast-3', ...GOVERNMENT],
  API_GW_EXECUTION_LOGGING_ENABLED: ['ap-east-2', 'ap-southeast-6'],
  AUTOSCALING_LAUNCHCONFIG_REQUIRES_IMDSV2: ['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'mx-central-1'],
  BACKUP_RECOVERY_POINT_ENCRYPTED: [
    'ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', ...CHINA, 'il-central-1', 'mx-central-1',
  ],
  CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK: [
    'ap-east-2', 'ap-southeast-3', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'mx-central-1',
  ],
  EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK: ['eu-south-2'],
  EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK: ['ap-northeast-3', 'eu-south-1'],
  EC2_TRANSIT_GATEWAY_AUTO_VPC_ATTACH_DISABLED: ['ap-east-2', 'ap-northeast-3', 'ap-southeast-4', ...CHINA, 'il-central-1', ...GOVERNMENT],
  ECR_PRIVATE_IMAGE_SCANNING_ENABLED: CHINA,
  ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED: ['ap-east-2', 'ap-southeast-5', 'il-central-1'],
  ECS_NO_ENVIRONMENT_SECRETS: ['ap-east-2', 'mx-central-1', ...GOVERNMENT],
  EFS_ACCESS_POINT_ENFORCE_ROOT_DIRECTORY: ['ap-east-2', 'ap-southeast-5', 'cn-northwest-1', 'il-central-1', ...GOVERNMENT],
  EFS_ACCESS_POINT_ENFORCE_USER_IDENTITY: ['ap-east-2', 'ap-southeast-5', 'cn-northwest-1', 'il-central-1'],
  EKS_SECRETS_ENCRYPTED: ['ap-southeast-6'],
  ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK: ['ap-east-2'],
  GUARDDUTY_ENABLED_CENTRALIZED: ['ap-east-2', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1'],
  IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS: LATE_REGIONS,
  IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS: LATE_REGIONS,
  IAM_POLICY_BLACKLISTED_CHECK: LATE_REGIONS,
  IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: LATE_REGIONS,
  IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS: LATE_REGIONS,
  IAM_ROOT_ACCESS_KEY_CHECK: LATE_REGIONS.filter((region) => region !== 'ap-south-2' && region !== 'ap-southeast-4'),
  IAM_USER_MFA_ENABLED: LATE_REGIONS,
  IAM_USER_NO_POLICIES_CHECK: LATE_REGIONS,
  IAM_USER_UNUSED_CREDENTIALS_CHECK: LATE_REGIONS,
  KINESIS_STREAM_ENCRYPTED: ['ca-west-1', 'il-central-1'],
  KMS_CMK_NOT_SCHEDULED_FOR_DELETION: ['ap-east-2', 'ap-southeast-6', 'eu-south-1'],
  LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED: ['cn-northwest-1'],
  MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS: LATE_REGIONS,
  OPENSEARCH_ENCRYPTED_AT_REST: SEARCH,
  OPENSEARCH_IN_VPC_ONLY: SEARCH,
  RDS_CLUSTER_DELETION_PROTECTION_ENABLED: ['cn-north-1'],
  RDS_SNAPSHOTS_PUBLIC_PROHIBITED: ['af-south-1', 'ap-southeast-4', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1'],
  REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK: ['mx-central-1'],
  REDSHIFT_REQUIRE_TLS_SSL: ['mx-central-1'],
  ROOT_ACCOUNT_HARDWARE_MFA_ENABLED: ROOT_USER,
  ROOT_ACCOUNT_MFA_ENABLED: ROOT_USER,
  S3_BUCKET_ACL_PROHIBITED: ['ap-east-2', 'ap-southeast-6', 'ap-southeast-7'],
  SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS: ['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1'],
  VPC_VPN_2_TUNNELS_UP: CHINA,
};

/** Whether AWS Config lacks a rule in a region. */
export function lacksRule(identifier: string, region: string): boolean {
  return MISSING_RULES[identifier]?.includes(region) ?? false;
}

/** Whether AWS Config records no users, groups, roles and policies in a region. */
export function lacksGlobalTypes(region: string): boolean {
  return (LATE_REGIONS as readonly string[]).includes(region);
}
