import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccountDomain } from '../account/account-domain';
import { AccountSettings } from '../account/account-settings';
import { GlobalAccountSettings } from '../account/global-account-settings';
import { BaselineProfile } from '../baseline-profile';
import { ConfigurationDomain } from '../configuration/configuration-domain';
import { ConfigurationRecorder } from '../configuration/configuration-recorder';
import { ConfigurationRemediation } from '../configuration/configuration-remediation';
import { ConfigurationRules } from '../configuration/configuration-rules';
import { ConfigurationScope } from '../configuration/configuration-scope';
import { Remedy } from '../configuration/remedy';
import { ExternalAccessAnalyzer } from '../identity/external-access-analyzer';
import { domainProblems } from '../private/front-door';
import { Problem } from '../private/validation';

/** What templates for member accounts have in common. */
export interface MemberTemplateProps {
  /**
   * How much of everything.
   *
   * @default BaselineProfile.standard()
   */
  readonly profile?: BaselineProfile;

  /**
   * The settings of each account. Without an alias and without a key, which one account alone can have.
   *
   * @default AccountDomain.settings()
   */
  readonly accountSettings?: AccountDomain;

  /**
   * The record of configuration, the rules that judge it, and the remedies there are for them. Without `alertedRules`: what rules find reaches the
   * account that administers AWS Security Hub.
   *
   * @default ConfigurationDomain.recorder()
   */
  readonly configuration?: ConfigurationDomain;
}

/** Makes a further stack beside the one of the template: for what has to be there, and what another template deploys. */
export type Beside = (id: string) => Stack;

/** Settings, an access analyzer, and the record of configuration. */
export function placeMember(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, bucketName: string): void {
  const settings = props.accountSettings ?? AccountDomain.settings();
  new ExternalAccessAnalyzer(stack, 'ExternalAccessAnalyzer');
  if (settings.omittedBecause === undefined) {
    if (scope === ConfigurationScope.HOME_REGION) {
      new GlobalAccountSettings(stack, 'GlobalAccountSettings', settings._global());
    }
    new AccountSettings(stack, 'AccountSettings', settings._regional());
  }
  if (props.configuration?.omittedBecause === undefined) {
    placeRecorder(stack, props, scope, bucketName);
  }
}

/** The rules, for a region that has its recorder from another template. */
export function placeRules(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, beside: Beside): ConfigurationRules {
  const { pack, additionalRules, omissions } = configuration(props);
  const recorder = placeRecorder(beside('Recorder'), props, scope, 'another-template');
  return new ConfigurationRules(stack, 'ConfigurationRules', { pack, additionalRules, omissions, recorder });
}

/** The remedies, for a region that has its rules from another template. */
export function placeRemediation(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, beside: Beside, bucketName?: string): void {
  const rules = placeRules(beside('Rules'), props, scope, beside);
  const flowLogBucket = bucketName === undefined ? undefined : Bucket.fromBucketName(stack, 'FlowLogBucket', bucketName);
  new ConfigurationRemediation(stack, 'Remediation', {
    rules, remedies: Remedy._forRules(rules.ruleIdentifiers, { flowLogBucket }, configuration(props).remediationMode),
  });
}

export function memberProblems(props: MemberTemplateProps): Problem[] {
  const { accountSettings: settings, configuration: record } = props;
  const known = domainProblems({ accountSettings: settings, configuration: record });
  const own = known.length > 0 ? [] : [
    { prop: 'accountSettings.accountAlias', got: settings?._global().accountAlias, fix: 'leave it out: no two accounts have the same alias' },
    {
      prop: 'accountSettings.ebsEncryptionKey', got: settings?._regional().ebsEncryptionKey,
      fix: 'leave it out: a key is in one account and region',
    },
  ];
  return [
    ...BaselineProfile._check('profile', props.profile),
    ...known,
    ...own.filter(({ got }) => got !== undefined).map((problem) => ({ ...problem, allowed: 'what holds in every account and region' })),
    ...known.length === 0 && record?._props.alertedRules !== undefined ? [{
      prop: 'configuration.alertedRules', got: record._props.alertedRules, allowed: 'nothing',
      fix: 'leave it out: no account has alerts of its own, and AWS Security Hub tells the account that administers it',
    }] : [],
  ];
}

function placeRecorder(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, bucketName: string): ConfigurationRecorder {
  const { frequency, otherFrequencyTypes, recordedTypes, adoption, recorderName } = configuration(props);
  return new ConfigurationRecorder(stack, 'ConfigurationRecorder', {
    frequency, otherFrequencyTypes, recordedTypes, adoption, recorderName, scope, bucketName,
  });
}

function configuration(props: MemberTemplateProps): ConfigurationDomain['_props'] {
  return { ...(props.profile ?? BaselineProfile.standard())._settings.configuration, ...props.configuration?._props };
}
