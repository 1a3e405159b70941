import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Warns of a loosening, under an id that stays the same so that it can be acknowledged. */
export function warn(construct: IConstruct, id: string, message: string): void {
  Annotations.of(construct).addWarningV2(`cdk-secure-baseline:${id}`, message);
}
