import { Stack } from 'aws-cdk-lib';
import { CfnTrustedEntitySet } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { checkReason } from './detection-checks';
import { EntityListProps } from './entity-list';
import { entityList, entityListProblems } from './entity-list-set';

/** Properties of TrustedEntities. */
export interface TrustedEntitiesProps extends EntityListProps {
  /** Why nothing they do is worth a finding, such as the scanner of a penetration test. Up to 512 characters. */
  readonly reason: string;
}

/**
 * Addresses and domains that are trusted: Amazon GuardDuty finds nothing of what they do in the account. Whoever may write the list, or send from
 * these addresses, is not seen. Gives a warning at synthesis. One list a detector.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
 */
export class TrustedEntities extends Construct {
  /** @internal */
  public static _problems(props: TrustedEntitiesProps): Problem[] {
    return [...entityListProblems(props), ...checkReason('reason', props.reason)];
  }

  /** @throws when the name, the key or the format is none, or there is no reason */
  constructor(scope: Construct, id: string, props: TrustedEntitiesProps) {
    super(scope, id);
    refuse(this, TrustedEntities._problems(props));
    new CfnTrustedEntitySet(this, 'Resource', entityList(props, Stack.of(this).account));
    warn(this, 'trusted-entities', `Amazon GuardDuty finds nothing of what is on the list ${props.listName}: ${props.reason}`);
  }
}
