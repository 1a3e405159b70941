import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnGraph } from 'aws-cdk-lib/aws-detective';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingOptions } from '../account/setting-options';
import { regionsLacking } from '../private/missing-types';
import { ServiceAdopter } from '../private/service-adopter';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';

/** Settings of a BehaviorGraph that a baseline chooses. */
export interface BehaviorGraphOptions {
  /**
   * What to do where Amazon Detective may be on already.
   *
   * @default ServiceAdoption.create()
   */
  readonly graphAdoption?: ServiceAdoption;
}

/** Properties of a BehaviorGraph. */
export interface BehaviorGraphProps extends BehaviorGraphOptions, SettingOptions {}

/**
 * Amazon Detective for one region: keeps a year of sign-ins, calls and connections in relation to each other, so that whoever looks into a finding
 * sees what led to it and what followed. Charged by the gigabyte of events it takes in.
 *
 * One a region for an account. Useful with a ThreatDetection in the same region. Left out, with a warning, in regions without it. The graph and
 * what it holds stay when the construct goes: adopt it on the next deployment.
 *
 * @see https://docs.aws.amazon.com/detective/latest/userguide/what-is-detective.html
 */
export class BehaviorGraph extends Construct {
  /** @internal */
  public static _problems(props: BehaviorGraphOptions): Problem[] {
    return ServiceAdoption._check('graphAdoption', props.graphAdoption, true);
  }

  /** ARN of the graph. Not there when it is left alone, or the region has no Amazon Detective. */
  public readonly graphArn?: string;

  /** @throws when the adoption is none, or the stack has adopted one already */
  constructor(scope: Construct, id: string, props: BehaviorGraphProps = {}) {
    super(scope, id);
    refuse(this, BehaviorGraph._problems(props));
    const adoption = props.graphAdoption ?? ServiceAdoption.create();
    if (adoption.name === 'skip') {
      warn(this, 'detective-skipped', `Amazon Detective is left alone: ${adoption.reason}`);
    } else if (adoption.name === 'adopt') {
      this.graphArn = this.adopt(props);
    } else {
      this.graphArn = this.make(props, adoption._orCreates);
    }
  }

  private make(props: BehaviorGraphProps, orCreate: boolean): string | undefined {
    const missing = regionsLacking('AWS::Detective::Graph', this);
    if (missing.length > 0) {
      warn(this, 'detective-region', `Amazon Detective is left out: ${missing.join(', ')} does not have it`);
      return undefined;
    }
    return orCreate ? this.adopt(props, true) : this.create();
  }

  private create(): string {
    const graph = new CfnGraph(this, 'Resource');
    // A year of what happened, which a new graph does not have.
    graph.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return graph.attrArn;
  }

  private adopt(props: BehaviorGraphProps, orCreate = false): string {
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedBehaviorGraph',
      name: 'behavior graph of Amazon Detective',
      service: 'detective',
      client: 'DetectiveClient',
      find: { command: 'ListGraphs', path: ['GraphList', 0, 'Arn'] },
      make: orCreate ? { command: 'CreateGraph' } : undefined,
      wishes: [],
      statements: [new PolicyStatement({ actions: [...orCreate ? ['detective:CreateGraph'] : [], 'detective:ListGraphs'], resources: ['*'] })],
      wildcardReason: 'Amazon Detective knows no resource for the list of graphs.',
    }, props.logEncryptionKey).getAttString('Id');
  }
}
