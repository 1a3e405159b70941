import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const INSTANCE_METADATA: GuardrailEntry = {
  id: 'instance-metadata',
  what: 'Instances give their credentials to nobody who asks without a token (IMDSv1), and what was got that way is worth nothing.',
  why: 'One forged request of a web server is enough to get them otherwise.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Instances that AWS starts with a service-linked role: of those, only the credentials are bound.`,
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  statements: denyAll(
    denyActions('InstanceMetadata1', ['ec2:ModifyInstanceMetadataDefaults']),
    denyActions('InstanceMetadata2', ['ec2:RunInstances'], {
      on: 'arn:*:ec2:*:*:instance/*',
      when: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
    }),
    denyActions('InstanceMetadata3', ['ec2:ModifyInstanceMetadataOptions'], {
      when: { StringEquals: { 'ec2:Attribute/HttpTokens': 'optional' } },
    }),
    denyActions('InstanceMetadata4', ['*'], { when: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } } }),
  ),
};
