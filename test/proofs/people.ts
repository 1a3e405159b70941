import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AdminGroup, AuditorGroup, DeveloperGroup, FinanceGroup, ReadOnlyGroup, SupportGroup, WorkloadBoundary } from '../../lib';
import { resolve } from '../support';
import { EscalationPath } from './escalation-paths';
import { Person } from './person';

/** A stack with a group for every persona. */
export const stack = new Stack(new App(), 'People');
new AdminGroup(stack, 'Admin');
new AuditorGroup(stack, 'Auditor');
new DeveloperGroup(stack, 'Developer', { objectBuckets: [Bucket.fromBucketName(stack, 'Shared', 'shared')] });
new FinanceGroup(stack, 'Finance');
new ReadOnlyGroup(stack, 'ReadOnly');
new SupportGroup(stack, 'Support');

/** Somebody in each of the groups, by the name of the persona. */
export const PEOPLE: Readonly<Record<string, Person>> = {
  'administrator': new Person(stack, ['Admin']),
  'developer': new Person(stack, ['Developer']),
  'finance': new Person(stack, ['Finance']),
  'auditor': new Person(stack, ['Auditor']),
  'read-only': new Person(stack, ['ReadOnly']),
  'support': new Person(stack, ['Support']),
};

const EVERYTHING = { name: 'everything', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };

/** Whom no policy limits. */
export const ALMIGHTY = Person.holding([EVERYTHING]);

function boundary(): object {
  const bounding = new Stack(new App(), 'Bounding');
  new WorkloadBoundary(bounding, 'Boundary');
  const [{ Properties: { PolicyDocument } }] = Object.values(Template.fromStack(bounding).findResources('AWS::IAM::ManagedPolicy'));
  return resolve(PolicyDocument) as object;
}

/** The most a developer can make of a role: everything allowed, inside the boundary that must be on it. */
export const WORKLOAD_ROLE = Person.holding([EVERYTHING], { name: 'boundary', policy: boundary() });

/** The steps of a path that somebody cannot take; none when it is open. */
export async function closedSteps(person: Person, { steps }: EscalationPath): Promise<string[]> {
  const allowed = await Promise.all(steps.map(([action, resource, context]) => person.may(action, resource, { mfa: true, context })));
  return steps.filter((_, index) => !allowed[index]).map(([action, resource]) => `${action} on ${resource}`);
}
