import { checkList } from './guardrail-checks';
import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const INSTANCE_TYPES = (types: string[]): GuardrailEntry => ({
  id: 'instance-types',
  what: `No instances of Amazon EC2 other than ${types.join(', ')}.`,
  why: 'An instance with accelerators costs more in a night than a small one in a year.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Instances that EC2 Auto Scaling and fleets start with their service-linked roles.`,
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html',
  statements: denyAll(
    denyActions('InstanceTypes1', ['ec2:RunInstances'], {
      on: 'arn:*:ec2:*:*:instance/*', when: { StringNotLike: { 'ec2:InstanceType': types } },
    }),
    // A request that changes something else says nothing of a type.
    denyActions('InstanceTypes2', ['ec2:ModifyInstanceAttribute'], {
      when: { StringNotLike: { 'ec2:Attribute/InstanceType': types }, Null: { 'ec2:Attribute/InstanceType': 'false' } },
    }),
  ),
  problems: (prop) => checkList(`${prop}.types`, types,
    /^[a-z][a-z0-9-]*\.([a-z0-9-]+|\*)$/, 'a type of instance, or a family', 'write it like t4g.small or t4g.*'),
});
