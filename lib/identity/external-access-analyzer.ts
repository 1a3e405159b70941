import { Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingOptions } from '../account/setting-options';
import { linkedRoleStatement } from '../private/linked-role';
import { ServiceAdopter } from '../private/service-adopter';
import { Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';

/** What is made where there is none. */
const ANALYZER = { type: 'ACCOUNT', analyzerName: 'secure-baseline-external-access' };

/** Settings of an ExternalAccessAnalyzer that a baseline chooses. */
export interface ExternalAccessAnalyzerOptions {
  /**
   * What to do where there may be an analyzer of the account already.
   *
   * @default ServiceAdoption.create()
   */
  readonly analyzerAdoption?: ServiceAdoption;
}

/** Properties of an ExternalAccessAnalyzer. */
export interface ExternalAccessAnalyzerProps extends ExternalAccessAnalyzerOptions, SettingOptions {}

/**
 * IAM Access Analyzer for external access: finds every resource of this account and region that somebody outside the account can reach.
 *
 * Free of charge. AWS allows one a region for an account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html
 */
export class ExternalAccessAnalyzer extends Construct {
  /** @internal */
  public static _problems(props: ExternalAccessAnalyzerOptions): Problem[] {
    return ServiceAdoption._check('analyzerAdoption', props.analyzerAdoption, true);
  }

  /** ARN of the analyzer. Not there when it is left alone. */
  public readonly analyzerArn?: string;

  /** @throws when the adoption is none, or the stack has adopted one already */
  constructor(scope: Construct, id: string, props: ExternalAccessAnalyzerProps = {}) {
    super(scope, id);
    refuse(this, ExternalAccessAnalyzer._problems(props));
    const adoption = props.analyzerAdoption ?? ServiceAdoption.create();
    if (adoption.name === 'skip') {
      warn(this, 'access-analyzer-skipped', `the analyzer for external access is left alone: ${adoption.reason}`);
    } else if (adoption._adopts) {
      this.analyzerArn = this.adopt(props, adoption._orCreates);
    } else {
      this.analyzerArn = new CfnAnalyzer(this, 'Resource', ANALYZER).attrArn;
    }
  }

  private adopt(props: ExternalAccessAnalyzerProps, orCreate: boolean): string {
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedAccessAnalyzer',
      name: 'analyzer for external access',
      service: 'accessanalyzer',
      client: 'AccessAnalyzerClient',
      find: { command: 'ListAnalyzers', input: { type: 'ACCOUNT' }, path: ['analyzers', 0, 'arn'] },
      make: orCreate ? { command: 'CreateAnalyzer', input: ANALYZER } : undefined,
      wishes: [],
      statements: [
        new PolicyStatement({ actions: ['access-analyzer:ListAnalyzers'], resources: ['*'] }),
        ...orCreate ? [
          new PolicyStatement({
            actions: ['access-analyzer:CreateAnalyzer'],
            resources: [Stack.of(this).formatArn({ service: 'access-analyzer', resource: 'analyzer', resourceName: ANALYZER.analyzerName })],
          }),
          linkedRoleStatement(this, 'access-analyzer.amazonaws.com'),
        ] : [],
      ],
      wildcardReason: 'IAM Access Analyzer knows no resource for the list of analyzers, and AWS chooses the name of its role.',
    }, props.logEncryptionKey).getAttString('Id');
  }
}
