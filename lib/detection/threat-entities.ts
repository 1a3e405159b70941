import { Stack } from 'aws-cdk-lib';
import { CfnThreatEntitySet } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';
import { EntityListProps } from './entity-list';
import { entityList, entityListProblems } from './entity-list-set';

/** Properties of ThreatEntities. */
export interface ThreatEntitiesProps extends EntityListProps {}

/**
 * Addresses and domains known to be malicious, in addition to those AWS knows: Amazon GuardDuty finds whatever has to do with them. Six lists a
 * detector.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
 */
export class ThreatEntities extends Construct {
  /** @internal */
  public static _problems(props: ThreatEntitiesProps): Problem[] {
    return entityListProblems(props);
  }

  /** @throws when the name, the key or the format is none */
  constructor(scope: Construct, id: string, props: ThreatEntitiesProps) {
    super(scope, id);
    refuse(this, ThreatEntities._problems(props));
    new CfnThreatEntitySet(this, 'Resource', entityList(props, Stack.of(this).account));
  }
}
