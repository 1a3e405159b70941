import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccountDomain } from '../account/account-domain';
import { AccountSettings } from '../account/account-settings';
import { GlobalAccountSettings } from '../account/global-account-settings';
import { BaselineProfile } from '../baseline-profile';
import { ConfigurationDomain, ConfigurationProps } from '../configuration/configuration-domain';
import { placeRecorder, placeRemediation, placeRules } from '../configuration/configuration-parts';
import { ConfigurationRules } from '../configuration/configuration-rules';
import { ConfigurationScope } from '../configuration/configuration-scope';
import { ExternalAccessAnalyzer, ExternalAccessAnalyzerOptions } from '../identity/external-access-analyzer';
import { domainProblems } from '../private/front-door';
import { Problem } from '../private/validation';

/** What templates for member accounts have in common. */
export interface MemberTemplateProps extends ExternalAccessAnalyzerOptions {
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
  new ExternalAccessAnalyzer(stack, 'ExternalAccessAnalyzer', { analyzerAdoption: props.analyzerAdoption });
  if (settings.omittedBecause === undefined) {
    if (scope === ConfigurationScope.HOME_REGION) {
      new GlobalAccountSettings(stack, 'GlobalAccountSettings', settings._global());
    }
    new AccountSettings(stack, 'AccountSettings', settings._regional());
  }
  if (props.configuration?.omittedBecause === undefined) {
    placeRecorder(stack, chosen(props), bucketName, scope);
  }
}

/** The rules, for a region that has its recorder from another template. */
export function placeMemberRules(stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, beside: Beside): ConfigurationRules {
  return placeRules(stack, chosen(props), placeRecorder(beside('Recorder'), chosen(props), 'another-template', scope));
}

/** The remedies, for a region that has its rules from another template. */
export function placeMemberRemediation(
  stack: Stack, props: MemberTemplateProps, scope: ConfigurationScope, beside: Beside, bucketName: string,
): void {
  const rules = placeMemberRules(beside('Rules'), props, scope, beside);
  const flowLogBucket = Bucket.fromBucketName(stack, 'FlowLogBucket', bucketName);
  placeRemediation(stack, chosen(props), rules, { flowLogBucket });
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
    ...ExternalAccessAnalyzer._problems(props),
    ...known,
    ...own.filter(({ got }) => got !== undefined).map((problem) => ({ ...problem, allowed: 'what holds in every account and region' })),
    ...known.length === 0 && record?._props.alertedRules !== undefined ? [{
      prop: 'configuration.alertedRules', got: record._props.alertedRules, allowed: 'nothing',
      fix: 'leave it out: no account has alerts of its own, and AWS Security Hub tells the account that administers it',
    }] : [],
  ];
}

function chosen(props: MemberTemplateProps): ConfigurationProps {
  return { ...(props.profile ?? BaselineProfile.standard())._settings.configuration, ...props.configuration?._props };
}
