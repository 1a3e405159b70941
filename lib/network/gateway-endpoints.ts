import { Aws, Fn } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { StarPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EndpointAccess } from './endpoint-access';
import { GatewayEndpointService } from './gateway-endpoint-service';

/**
 * Buckets of AWS that hosts fetch from without being told to: packages of Amazon Linux, AWS Systems Manager, layers of Amazon ECR images.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const BUCKETS_OF_AWS = [
  'al2023-repos-${AWS::Region}-de612dc2',
  'amazon-ssm-${AWS::Region}',
  'amazon-ssm-packages-${AWS::Region}',
  'aws-patch-manager-${AWS::Region}-*',
  'aws-ssm-${AWS::Region}',
  'aws-ssm-distributor-file-${AWS::Region}',
  'aws-ssm-document-attachments-${AWS::Region}',
  'patch-baseline-snapshot-${AWS::Region}',
  'prod-${AWS::Region}-starport-layer-bucket',
  '${AWS::Region}-birdwatcher-prod',
];

interface GatewayEndpointsProps {
  readonly vpcId: string;
  readonly routeTableIds: string[];
  readonly access: EndpointAccess;
}

/**
 * Ways to Amazon S3 and Amazon DynamoDB that need no internet and cost nothing, for identities and resources of one's own.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export class GatewayEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    // Unsigned, some of them: whoever fetches the packages of an operating system has no identity.
    const readFromAws = new PolicyStatement({
      sid: 'WhatAwsPublishes',
      principals: [new StarPrincipal()],
      actions: ['s3:GetObject'],
      // Substitutions, and not joins, which would be a good part of the template.
      resources: BUCKETS_OF_AWS.map((bucket) => Fn.sub(`arn:\${AWS::Partition}:s3:::${bucket}/*`)),
    });
    for (const service of Object.values(GatewayEndpointService)) {
      new CfnVPCEndpoint(this, service === GatewayEndpointService.S3 ? 'S3' : 'DynamoDb', {
        vpcId: props.vpcId,
        vpcEndpointType: 'Gateway',
        serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
        routeTableIds: props.routeTableIds,
        policyDocument: new PolicyDocument({
          minimize: true,
          statements: [...props.access._statements(true), ...service === GatewayEndpointService.S3 ? [readFromAws] : []],
        }),
      });
    }
  }
}
