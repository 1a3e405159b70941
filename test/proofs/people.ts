import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AdminGroup, AuditorGroup, DeveloperGroup, FinanceGroup, ReadOnlyGroup, SupportGroup } from '../../lib';
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
