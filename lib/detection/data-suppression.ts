import { CfnFindingsFilter } from 'aws-cdk-lib/aws-macie';
import { Construct } from 'constructs';
import { checkText, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { checkReason } from './detection-checks';

/** Properties of a DataSuppression. */
export interface DataSuppressionProps {
  /** Name of the filter: 3 to 64 characters. */
  readonly suppressionName: string;

  /** Why nobody needs to see these findings. Up to 512 characters. */
  readonly reason: string;

  /** Types of the findings, such as `SensitiveData:S3Object/Personal`. At least one. */
  readonly findingTypes: string[];

  /** Names of the buckets it is about. At least one: data that is expected in one bucket is not in all others. */
  readonly bucketNames: string[];
}

/**
 * Archives findings of Amazon Macie for some buckets as they come, so that nobody is alerted. Gives a warning at synthesis. Needs a
 * SensitiveDataDiscovery in the region.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/findings-suppression.html
 */
export class DataSuppression extends Construct {
  /** @internal */
  public static _problems(props: DataSuppressionProps): Problem[] {
    return [
      ...checkText('suppressionName', props.suppressionName, /^.{3,64}$/, '3 to 64 characters', 'rename it'),
      ...checkReason('reason', props.reason),
      ...Object.entries({ findingTypes: props.findingTypes, bucketNames: props.bucketNames }).flatMap(([prop, values]) => [
        ...values.length === 0 ? [{ prop, got: values, allowed: 'at least one', fix: 'name what is suppressed' }] : [],
        ...checkUnique(prop, values, 'name each once'),
      ]),
      ...props.findingTypes.flatMap((type, index) => checkText(`findingTypes[${index}]`, type, /^(SensitiveData:S3Object|Policy:IAMUser)\/\w+$/,
        'a type in full', 'write it like SensitiveData:S3Object/Personal')),
    ];
  }

  /** @throws when the name, the reason or a type is none, or there is no type or no bucket */
  constructor(scope: Construct, id: string, props: DataSuppressionProps) {
    super(scope, id);
    refuse(this, DataSuppression._problems(props));
    const { suppressionName: name, reason, findingTypes, bucketNames } = props;
    new CfnFindingsFilter(this, 'Resource', {
      name,
      description: reason,
      action: 'ARCHIVE',
      findingCriteria: { criterion: { 'type': { eq: findingTypes }, 'resourcesAffected.s3Bucket.name': { eq: bucketNames } } },
    });
    warn(this, `data-${name}-suppressed`, `Amazon Macie archives ${findingTypes.join(', ')} as ${name}: ${reason}`);
  }
}
