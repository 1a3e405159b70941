import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** Lets a function switch on a service that makes a role for itself when it is first switched on. AWS chooses the name of the role. */
export function linkedRoleStatement(scope: IConstruct, ...services: string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['iam:CreateServiceLinkedRole'],
    resources: services.map((service) => Stack.of(scope).formatArn({
      service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${service}/*`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })),
    conditions: { StringEquals: { 'iam:AWSServiceName': services } },
  });
}
