import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { Lack, lackOf, outside } from '../private/deployed-regions';
import { regionsLacking } from '../private/missing-types';
import { serviceRole } from '../private/service-role';
import { checkRange, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ConfigurationRules } from './configuration-rules';
import { RemedyPermission } from './remedies/remedy-entry';
import { Remedy } from './remedy';
import { lacksRule } from './rules/missing-rules';

/** Properties of a ConfigurationRemediation. */
export interface ConfigurationRemediationProps {
  /** The rules whose findings are remedied. */
  readonly rules: ConfigurationRules;

  /** The remedies, one for a rule. Those for a rule that the region lacks go with the rule. */
  readonly remedies: Remedy[];

  /**
   * How many of the resources that break a rule are worked on at the same time, from 1 to 100 percent.
   *
   * @default 10
   */
  readonly concurrencyPercentage?: number;

  /**
   * How many failures stop a run, from 1 to 100 percent of the resources.
   *
   * @default 10
   */
  readonly errorPercentage?: number;
}

/**
 * Remedies for what rules of AWS Config find: an automation of AWS Systems Manager for each, with a role that may do what the automation does and
 * nothing else.
 *
 * In regions where AWS CloudFormation cannot tie a remedy to a rule, the automations are there to be run by hand, and synthesis warns.
 *
 * Where AWS has a document that does this and no more, it is used; others stand in the template. Running one costs nothing but the calls it makes.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 */
export class ConfigurationRemediation extends Construct {
  /** Names of the automation documents, in the order of the remedies. */
  public readonly documentNames: string[];

  /**
   * @throws when a rule has two remedies, or is not set up, a remedy looks up what is not recorded, or a percentage or the mode of a remedy is out
   * of its range
   */
  constructor(scope: Construct, id: string, props: ConfigurationRemediationProps) {
    super(scope, id);
    const remedies = props.remedies.filter((remedy) => !(remedy instanceof Remedy) || !this.ruleLack(remedy).everywhere);
    refuse(this, problems({ ...props, remedies }));
    const untied = regionsLacking('AWS::Config::RemediationConfiguration', this);
    if (untied.length > 0) {
      warn(this, 'remediation-region', `AWS CloudFormation ties no remedies to rules in ${untied.join(', ')}: run the automations by hand`);
    }
    this.documentNames = remedies.map((remedy) => this.remedy(remedy, props, untied.length === 0));
  }

  private ruleLack({ ruleIdentifier }: Remedy): Lack {
    return lackOf(this, (region) => lacksRule(ruleIdentifier, region));
  }

  private remedy(remedy: Remedy, props: ConfigurationRemediationProps, tied: boolean): string {
    const { id, rule, document, resourceType, resourceParameter, parameters = {} } = remedy._entry;
    const scope = new Construct(this, id);
    const role = this.role(scope, remedy);
    const values: Record<string, string> = { AutomationAssumeRole: role.roleArn, ...given(parameters), ...remedy._inputs };
    const own = document === undefined ? ownDocument(scope, remedy) : undefined;
    const without = this.ruleLack(remedy).regions;
    scope.node.findAll().filter(CfnResource.isCfnResource).forEach((each) => {
      each.cfnOptions.condition = outside(this, without);
    });
    if (!tied) {
      return document ?? own!.name!;
    }
    const automatic = remedy._mode._automatic;
    const configuration = new CfnRemediationConfiguration(scope, 'Resource', {
      configRuleName: ConfigurationRules._ruleName(rule),
      resourceType,
      targetType: 'SSM_DOCUMENT',
      targetId: document ?? own!.ref,
      parameters: {
        ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { StaticValue: { Values: [value] } }])),
        ...resourceParameter ? { [resourceParameter]: { ResourceValue: { Value: 'RESOURCE_ID' } } } : {},
      },
      executionControls: {
        ssmControls: { concurrentExecutionRatePercentage: props.concurrencyPercentage ?? 10, errorPercentage: props.errorPercentage ?? 10 },
      },
      automatic: automatic !== undefined,
      maximumAutomaticAttempts: automatic?.maximumAttempts,
      retryAttemptSeconds: automatic?.retryInterval?.toSeconds(),
    });
    configuration.cfnOptions.condition = outside(this, without);
    configuration.node.addDependency(role.node.findChild('Policy'), props.rules._rule(rule));
    return document ?? own!.name!;
  }

  private role(scope: Construct, { _entry: entry, _inputs: inputs, _topic: topic }: Remedy): Role {
    const statements = [...entry.permissions, ...entry.document ? startItself(entry.document) : []].map(({ actions, resources }) =>
      new PolicyStatement({ actions: [...actions], resources: resources.map((resource) => resolved(resource, inputs)) }));
    if (topic?.masterKey) {
      statements.push(new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [topic.masterKey.keyArn] }));
    }
    const role = serviceRole(scope, 'Role', 'ssm.amazonaws.com', statements, { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } });
    acknowledgeWildcards(role.node.findChild('Policy') as ManagedPolicy, entry.wildcardReason);
    return role;
  }
}

/** What the documents of AWS for remediation ask for besides the calls they make. */
function startItself(document: string): RemedyPermission[] {
  return [
    { actions: ['ssm:StartAutomationExecution'], resources: [`arn:\${AWS::Partition}:ssm:\${AWS::Region}::automation-definition/${document}:*`] },
    { actions: ['ssm:GetAutomationExecution'], resources: ['arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:automation-execution/*'] },
  ];
}

function ownDocument(scope: Construct, { _entry: entry, _inputs: inputs }: Remedy): CfnDocument {
  const { changes, breaks, steps, resourceParameter, parameters = {} } = entry;
  const names = ['AutomationAssumeRole', ...resourceParameter ? [resourceParameter] : [], ...Object.keys({ ...parameters, ...inputs })];
  return new CfnDocument(scope, 'Document', {
    name: ConfigurationRules._ruleName(entry.rule),
    documentType: 'Automation',
    documentFormat: 'JSON',
    // Another version rather than another document: the remediation names it.
    updateMethod: 'NewVersion',
    content: {
      schemaVersion: '0.3',
      description: `${changes} What can break: ${breaks}`,
      assumeRole: '{{ AutomationAssumeRole }}',
      parameters: Object.fromEntries(names.map((parameter) => [parameter, { type: 'String' }])),
      mainSteps: steps!,
    },
  });
}

function given(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A resource of a permission, with what the remedy was made with, or with what the deployment knows. */
function resolved(resource: string, inputs: Record<string, string>): string {
  const [, input] = /^\$\{(\w+)\}$/.exec(resource) ?? [];
  return input ? inputs[input] : resource === '*' ? resource : Fn.sub(resource);
}

function problems({ remedies: all, rules, concurrencyPercentage, errorPercentage }: ConfigurationRemediationProps): Problem[] {
  const remedies = all.map((remedy, index) => ({ remedy, prop: `remedies[${index}]` }));
  const known = remedies.filter(({ remedy }) => remedy instanceof Remedy);
  return [
    ...remedies.filter((each) => !known.includes(each)).map(({ remedy, prop }) => ({
      prop, got: remedy, allowed: 'what a factory of Remedy returns', fix: 'pass one such as Remedy.closeSsh()',
    })),
    ...checkUnique('remedies', known.map(({ remedy }) => remedy.ruleIdentifier), 'leave one out: AWS Config takes one remedy for a rule'),
    ...known.flatMap(({ remedy: { ruleIdentifier }, prop }) => rules.ruleIdentifiers.includes(ruleIdentifier) ? [] : [{
      prop, got: ruleIdentifier, allowed: 'a remedy for a rule that is set up', fix: 'leave it out, or choose a pack that has the rule',
    }]),
    ...known.flatMap(({ remedy, prop }) => remedy._unrecorded(rules).map((type) => ({
      prop, got: remedy.ruleIdentifier, allowed: `a remedy for what is recorded, and not ${type}`,
      fix: 'record it too, or leave the remedy out: it would find nothing',
    }))),
    ...known.flatMap(({ remedy, prop }) => remedy._problems(prop)),
    ...checkRange('concurrencyPercentage', concurrencyPercentage, 1, 100, 'leave it out for 10'),
    ...checkRange('errorPercentage', errorPercentage, 1, 100, 'leave it out for 10'),
  ];
}
