import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Problem } from '../private/validation';

/** What AWS CloudTrail takes for all selectors of a trail together. */
const MAX_VALUES = 500;
/** What is recorded, by the type AWS CloudTrail gives it. */
const RECORDED = [
  { name: 'Objects in Amazon S3', type: 'AWS::S3::Object' },
  { name: 'Calls of AWS Lambda functions', type: 'AWS::Lambda::Function' },
];

/** Settings of DataEvents. */
export interface DataEventsOptions {
  /**
   * Buckets whose objects are touched too often to be worth recording, at most 491 of them. Who reads or changes what is in them is seen by no trail.
   *
   * @default - every bucket but the one the trail delivers to
   */
  readonly unrecordedBuckets?: IBucket[];
}

/**
 * Whether a trail records what happens inside buckets and functions, besides what happens to them: each object read or written, each function called.
 *
 * AWS charges 0.10 USD for 100,000 data events, and Amazon CloudWatch Logs 0.50 USD for each gigabyte of them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class DataEvents {
  /** Nothing but management events. Who deleted an object, or read it, cannot be told. */
  public static none(): DataEvents {
    return new DataEvents([]);
  }

  /**
   * Objects written and deleted, and functions called, which counts as writing.
   *
   * @param options - what to leave out
   */
  public static writes(options: DataEventsOptions = {}): DataEvents {
    return new DataEvents(RECORDED, options, false);
  }

  /**
   * Everything that is done to an object and each call of a function. Reading is most of what happens to objects, and of what it costs.
   *
   * @param options - what to leave out
   */
  public static readsAndWrites(options: DataEventsOptions = {}): DataEvents {
    return new DataEvents(RECORDED, options);
  }

  private constructor(
    private readonly recorded: typeof RECORDED,
    private readonly options: DataEventsOptions = {},
    private readonly readOnly?: boolean,
  ) {}

  /** @internal */
  public get _unrecordedBuckets(): IBucket[] {
    return this.options.unrecordedBuckets ?? [];
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const arns = new Set(this._unrecordedBuckets.map(({ bucketArn }) => bucketArn));
    const count = arns.size;
    const taken = this._selectors(['the bucket of the trail', 'that of its access logs', ...arns])
      .flatMap(({ fieldSelectors }) => fieldSelectors as Field[])
      .flatMap(({ equalTo = [], notStartsWith = [] }) => [...equalTo, ...notStartsWith]).length;
    return taken <= MAX_VALUES ? [] : [{
      prop: `${prop}.unrecordedBuckets`, got: count, allowed: `at most ${MAX_VALUES - taken + count} buckets`,
      fix: 'leave out those that cost little: a trail takes 500 values for all its selectors',
    }];
  }

  /**
   * All selectors of the trail, with the one for management events: without it, advanced selectors would switch those off.
   *
   * @param unrecorded - ARNs of buckets whose objects stay out
   * @internal
   */
  public _selectors(unrecorded: string[]): CfnTrail.AdvancedEventSelectorProperty[] {
    const management = { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] };
    return [management, ...this.recorded.map(({ name, type }) => ({
      name,
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: [type] },
        ...this.readOnly === undefined ? [] : [{ field: 'readOnly', equalTo: [`${this.readOnly}`] }],
        ...type === 'AWS::S3::Object' && unrecorded.length > 0
          ? [{ field: 'resources.ARN', notStartsWith: [...new Set(unrecorded)].map((arn) => `${arn}/`) }]
          : [],
      ],
    }))];
  }
}

type Field = CfnTrail.AdvancedFieldSelectorProperty;
