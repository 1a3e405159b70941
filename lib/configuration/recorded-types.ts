import { CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { checkUnique, Problem } from '../private/validation';

/** What exists once for all regions, and would be recorded, and charged, in each. */
const GLOBAL_TYPES = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/**
 * Which types of resources AWS Config records.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
export class RecordedTypes {
  /** Every type that AWS Config supports, and those it will support. */
  public static all(): RecordedTypes {
    return new RecordedTypes('all', []);
  }

  /**
   * Some types alone: rules see nothing else, and nobody can say afterwards what became of the rest.
   *
   * @param resourceTypes - such as `AWS::EC2::SecurityGroup`
   */
  public static only(resourceTypes: string[]): RecordedTypes {
    return new RecordedTypes('only', resourceTypes);
  }

  /**
   * Every type but some, such as those that change all day and cost more than they tell.
   *
   * @param resourceTypes - such as `AWS::EC2::NetworkInterface`
   */
  public static allExcept(resourceTypes: string[]): RecordedTypes {
    return new RecordedTypes('allExcept', resourceTypes);
  }

  /** @internal */
  public static _check(prop: string, types: unknown): Problem[] {
    if (types === undefined || types instanceof RecordedTypes) {
      return types?._problems(prop) ?? [];
    }
    return [{
      prop, got: types, allowed: 'RecordedTypes.all(), .only([…]) or .allExcept([…])', fix: 'pass what one of these returns',
    }];
  }

  /** @internal */
  public static _typeProblems(prop: string, types: readonly string[]): Problem[] {
    return [
      ...types.flatMap((type, index) => /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type) ? [] : [{
        prop: `${prop}[${index}]`, got: type, allowed: 'a resource type', fix: 'write it as AWS::EC2::SecurityGroup',
      }]),
      ...checkUnique(prop, types, 'leave it out'),
    ];
  }

  private constructor(
    private readonly kind: 'all' | 'only' | 'allExcept',
    private readonly resourceTypes: readonly string[],
  ) {}

  /** @internal */
  public _records(type: string, home: boolean): boolean {
    const named = this.resourceTypes.includes(type);
    const chosen = this.kind === 'all' || (this.kind === 'only' ? named : !named);
    return chosen && (home || !GLOBAL_TYPES.includes(type));
  }

  /** @internal */
  public _group(home: boolean): CfnConfigurationRecorder.RecordingGroupProperty {
    if (this.kind === 'all') {
      return { allSupported: true, includeGlobalResourceTypes: home };
    }
    const elsewhere = home ? [] : GLOBAL_TYPES;
    if (this.kind === 'only') {
      return {
        allSupported: false,
        includeGlobalResourceTypes: false,
        recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' },
        resourceTypes: this.resourceTypes.filter((type) => !elsewhere.includes(type)),
      };
    }
    return {
      allSupported: false,
      includeGlobalResourceTypes: false,
      recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
      exclusionByResourceTypes: { resourceTypes: [...new Set([...this.resourceTypes, ...elsewhere])] },
    };
  }

  /** @internal */
  public _problems(prop: string, home = true): Problem[] {
    if (this.kind === 'all') {
      return [];
    }
    const left = this.kind === 'only' && !home ? this.resourceTypes.filter((type) => !GLOBAL_TYPES.includes(type)) : this.resourceTypes;
    return [
      ...RecordedTypes._typeProblems(prop, this.resourceTypes),
      ...left.length > 0 ? [] : [{
        prop, got: this.resourceTypes, allowed: home ? 'at least one resource type' : 'at least one type of resources that a region has to itself',
        fix: home ? 'use RecordedTypes.all() for every type' : 'add one: users, groups, roles and policies are recorded in the home region',
      }],
    ];
  }
}
