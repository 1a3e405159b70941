import { RuleEntry } from './rule-entry';

const INSTANCE = ['AWS::EC2::Instance'];
const TASK = ['AWS::ECS::TaskDefinition'];
/** What the rule for tags looks at. */
const TAGGED = [
  ...['CustomerGateway', 'Instance', 'InternetGateway', 'NetworkAcl', 'NetworkInterface', 'RouteTable', 'SecurityGroup', 'Subnet', 'VPC',
    'VPNConnection', 'VPNGateway', 'Volume'].map((type) => `AWS::EC2::${type}`),
  ...['DBInstance', 'DBSecurityGroup', 'DBSnapshot', 'DBSubnetGroup', 'EventSubscription'].map((type) => `AWS::RDS::${type}`),
  ...['Cluster', 'ClusterParameterGroup', 'ClusterSecurityGroup', 'ClusterSnapshot', 'ClusterSubnetGroup'].map((type) => `AWS::Redshift::${type}`),
  'AWS::ACM::Certificate', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::CloudFormation::Stack', 'AWS::CodeBuild::Project', 'AWS::DynamoDB::Table',
  'AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::S3::Bucket',
];

/** Instances, containers, functions, and what builds them. */
export const COMPUTE_RULES: readonly RuleEntry[] = [
  {
    identifier: 'EC2_IMDSV2_CHECK', cis: ['6.7'], fsbp: ['EC2.8'], pack: 'essential', types: INSTANCE,
    what: 'An instance serves its credentials over IMDSv1.',
    why: 'A request forged through the application on it can then steal them.',
  },
  {
    identifier: 'EC2_INSTANCE_PROFILE_ATTACHED', cis: ['2.16'], pack: 'standard', types: INSTANCE,
    what: 'An instance has no role.',
    why: 'Keys in files are what it uses instead.',
    parameters: [{ name: 'IamInstanceProfileArnList', kind: 'list' }],
  },
  {
    identifier: 'EC2_INSTANCE_NO_PUBLIC_IP', fsbp: ['EC2.9'], pack: 'standard', types: INSTANCE,
    what: 'An instance has a public address.',
    why: 'A load balancer or Session Manager reaches it without one.',
  },
  {
    identifier: 'EC2_INSTANCE_MANAGED_BY_SSM', fsbp: ['SSM.1'], pack: 'standard', types: [...INSTANCE, 'AWS::SSM::ManagedInstanceInventory'],
    what: 'AWS Systems Manager does not know an instance.',
    why: 'It can be neither patched nor reached without an open port.',
  },
  {
    identifier: 'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK', fsbp: ['SSM.2'], pack: 'standard', types: ['AWS::SSM::PatchCompliance'],
    what: 'An instance lacks patches.',
    why: 'What is fixed is what is attacked next.',
  },
  {
    identifier: 'EC2_STOPPED_INSTANCE', fsbp: ['EC2.4'], pack: 'regulated', needs: INSTANCE,
    what: 'An instance was stopped for 30 days.',
    why: 'When it starts it lacks a month of patches.',
    parameters: [{ name: 'AllowedDays', kind: 'number', value: '30' }],
  },
  {
    identifier: 'AUTOSCALING_LAUNCHCONFIG_REQUIRES_IMDSV2', cis: ['6.7'], fsbp: ['AutoScaling.3'], pack: 'standard',
    types: ['AWS::AutoScaling::LaunchConfiguration'],
    what: 'A launch configuration makes instances that serve credentials over IMDSv1.',
    why: 'Each instance that is corrected is replaced by one that is not.',
  },
  {
    identifier: 'AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED', fsbp: ['AutoScaling.5'], pack: 'standard',
    types: ['AWS::AutoScaling::LaunchConfiguration'],
    what: 'A launch configuration makes instances with public addresses.',
    why: 'A load balancer reaches them without.',
  },
  {
    identifier: 'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED', cis: ['2.21'], fsbp: ['Lambda.1'], pack: 'essential', types: ['AWS::Lambda::Function'],
    urgent: true,
    what: 'Everybody may call a function.',
    why: 'It acts with its role for whoever asks.',
  },
  {
    identifier: 'SSM_DOCUMENT_NOT_PUBLIC', fsbp: ['SSM.4'], pack: 'standard',
    what: 'A document of AWS Systems Manager is public.',
    why: 'It tells how the account is run, and sometimes a password.',
  },
  {
    identifier: 'ECR_PRIVATE_IMAGE_SCANNING_ENABLED', fsbp: ['ECR.1'], pack: 'standard',
    what: 'Images of a repository are not scanned.',
    why: 'Nobody learns of what is wrong in them.',
  },
  {
    identifier: 'ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED', fsbp: ['ECR.2'], pack: 'standard', types: ['AWS::ECR::Repository'],
    what: 'A tag can be moved to another image.',
    why: 'What was tested is then not what runs.',
  },
  {
    identifier: 'ECS_CONTAINERS_NONPRIVILEGED', fsbp: ['ECS.4'], pack: 'standard', types: TASK,
    what: 'A container has the rights of its host.',
    why: 'Whoever takes it over takes over the host.',
  },
  {
    identifier: 'ECS_NO_ENVIRONMENT_SECRETS', fsbp: ['ECS.8'], pack: 'standard', types: TASK,
    what: 'A task definition holds credentials in plain text.',
    why: 'Whoever may describe it may use them.',
    parameters: [{ name: 'secretKeys', kind: 'list', required: true, value: 'AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,ECS_ENGINE_AUTH_DATA' }],
  },
  {
    identifier: 'ECS_CONTAINERS_READONLY_ACCESS', fsbp: ['ECS.5'], pack: 'regulated', types: TASK,
    what: 'A container can write to its own file system.',
    why: 'An intruder can leave something there.',
  },
  {
    identifier: 'EKS_ENDPOINT_NO_PUBLIC_ACCESS', fsbp: ['EKS.1'], pack: 'standard',
    what: 'The API of a Kubernetes cluster is reachable from the internet.',
    why: 'A stolen token is then all that it takes.',
  },
  {
    identifier: 'EKS_SECRETS_ENCRYPTED', fsbp: ['EKS.3'], pack: 'regulated',
    what: 'Secrets of a Kubernetes cluster are not encrypted with a key of the account.',
    why: 'They lie in its store in plain text.',
    parameters: [{ name: 'kmsKeyArns', kind: 'list' }],
  },
  {
    identifier: 'CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK', fsbp: ['CodeBuild.2'], pack: 'standard', types: ['AWS::CodeBuild::Project'],
    what: 'A build has credentials of AWS in plain text.',
    why: 'Whoever may look at the build may use them.',
  },
  {
    identifier: 'SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS', fsbp: ['SageMaker.1'], pack: 'regulated',
    what: 'A notebook reaches the internet directly.',
    why: 'Data can leave past every control of the network.',
  },
  {
    identifier: 'EMR_MASTER_NO_PUBLIC_IP', fsbp: ['EMR.1'], pack: 'regulated', needs: INSTANCE,
    what: 'The primary node of a cluster has a public address.',
    why: 'It runs whatever it is given.',
  },
  {
    identifier: 'REQUIRED_TAGS', types: TAGGED, someTypes: true,
    what: 'A resource lacks a tag.',
    why: 'Nobody knows whose it is.',
    parameters: [1, 2, 3, 4, 5, 6].flatMap((index) => [
      { name: `tag${index}Key`, kind: 'text', required: index === 1 }, { name: `tag${index}Value`, kind: 'list' },
    ]),
  },
];
