import { CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { IConstruct } from 'constructs';
import { Lack, lackOf } from '../private/deployed-regions';
import { checkUnique, Problem } from '../private/validation';
import { lacksGlobalTypes } from './rules/missing-rules';

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

  /**
   * Where a construct's regions have no record of what exists once for all regions.
   *
   * @internal
   */
  public static _lacksGlobal(construct: IConstruct): Lack {
    return lackOf(construct, lacksGlobalTypes);
  }

  private constructor(
    private readonly kind: 'all' | 'only' | 'allExcept',
    private readonly resourceTypes: readonly string[],
  ) {}

  /**
   * @param global - whether what exists once for all regions is recorded here: in the home region, where AWS Config can
   *
   * @internal
   */
  public _records(type: string, global: boolean): boolean {
    const named = this.resourceTypes.includes(type);
    const chosen = this.kind === 'all' || (this.kind === 'only' ? named : !named);
    return chosen && (global || !GLOBAL_TYPES.includes(type));
  }

  /** @internal Whether it means to record what exists once for all regions. */
  public get _global(): boolean {
    return GLOBAL_TYPES.some((type) => this._records(type, true));
  }

  /** @internal */
  public _group(global: boolean): CfnConfigurationRecorder.RecordingGroupProperty {
    if (this.kind === 'all') {
      return { allSupported: true, includeGlobalResourceTypes: global };
    }
    const elsewhere = global ? [] : GLOBAL_TYPES;
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
  public _problems(prop: string, global = true): Problem[] {
    if (this.kind === 'all') {
      return [];
    }
    const left = this.kind === 'only' && !global ? this.resourceTypes.filter((type) => !GLOBAL_TYPES.includes(type)) : this.resourceTypes;
    return [
      ...RecordedTypes._typeProblems(prop, this.resourceTypes),
      ...left.length > 0 ? [] : [{
        prop, got: this.resourceTypes, allowed: global ? 'at least one resource type' : 'at least one type of resources that a region has to itself',
        fix: global ? 'use RecordedTypes.all() for every type'
          : 'add one: users, groups, roles and policies are recorded in the home region alone, where AWS Config can',
      }],
    ];
  }
}
