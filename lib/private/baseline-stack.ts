import { CrossStackReferences, Environment, Fn, IReusableStackSynthesizer, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DirectSynthesizer } from './direct-synthesizer';

export interface BaselineStackProps {
  readonly description: string;
  readonly env: Environment;
  readonly synthesizer?: IReusableStackSynthesizer;
  readonly terminationProtection: boolean;
}

/**
 * A stack whose template deploys anywhere as it stands: nothing to bootstrap, nothing looked up, nothing written that a
 * deployment does not need, so that it stays below the 51,200 bytes CloudFormation takes directly.
 */
export class BaselineStack extends Stack {
  constructor(scope: Construct, id: string, props: BaselineStackProps) {
    super(scope, id, {
      ...props,
      stackName: [...scope.node.path.split('/'), id].join('-'),
      synthesizer: props.synthesizer ?? new DirectSynthesizer(),
      analyticsReporting: false,
      suppressTemplateIndentation: true,
    });
    this.node.setContext('aws:cdk:enable-path-metadata', false);
    // Where in this library a resource was made helps nobody, and to find out takes longer than to make it.
    this.node.setContext('aws:cdk:disable-creation-stack-traces', true);
    // A stack that others take values from must not go before them.
    CrossStackReferences.of(this).consume(ReferenceStrength.STRONG);
  }

  /** Zones by position, not by name: names would have to be looked up with credentials. */
  public override get availabilityZones(): string[] {
    return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
