import { Match } from 'aws-cdk-lib/assertions';
import { ConfigurationRules, ConfigurationScope } from '../../lib';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { synthesize } from '../support';

/** Template and rule names of a region. */
function make(scope?: ConfigurationScope) {
  let names: string[] = [];
  const template = synthesize((stack) => {
    names = new ConfigurationRules(stack, 'Rules', { scope }).ruleNames;
  });
  const rules = Object.values(template.findResources('AWS::Config::ConfigRule')).map(({ Properties: rule }) => rule);
  return { template, names, rules, identifiers: rules.map(({ Source: source }) => source.SourceIdentifier as string) };
}

describe('ConfigurationRules', () => {
  const home = make();
  const further = make(ConfigurationScope.FURTHER_REGION);

  it('sets up the whole catalogue in the home region', () => {
    expect(home.identifiers.sort()).toEqual(RULES.map(({ identifier }) => identifier).sort());
    expect(make(ConfigurationScope.HOME_REGION).identifiers).toHaveLength(RULES.length);
  });

  it('leaves what exists once for all regions to the home region', () => {
    expect(further.identifiers).toContain('VPC_FLOW_LOGS_ENABLED');
    expect(further.identifiers).not.toContain('ROOT_ACCOUNT_MFA_ENABLED');
    expect(further.rules).toHaveLength(RULES.filter(({ global }) => !global).length);
  });

  it('hands over the names, which are those of AWS in lower case', () => {
    expect(home.names).toContain('secure-baseline-root-account-mfa-enabled');
    expect(home.names.sort()).toEqual(home.rules.map(({ ConfigRuleName: name }) => name as string).sort());
    expect(new Set(home.names).size).toBe(home.names.length);
    expect(further.names).toHaveLength(further.rules.length);
  });

  it('keeps names and descriptions within the 128 and 256 characters of AWS Config', () => {
    expect(home.rules.filter(({ ConfigRuleName: name, Description: text }) => name.length > 128 || text.length > 256)).toEqual([]);
  });

  it('says what, why and which control', () => {
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'secure-baseline-iam-root-access-key-check',
      Description: 'The root user has an access key. Such a key can do everything, from anywhere, without MFA. (CIS 2.4)',
      Source: { Owner: 'AWS', SourceIdentifier: 'IAM_ROOT_ACCESS_KEY_CHECK' },
    });
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'secure-baseline-guardduty-enabled-centralized', Description: Match.not(Match.stringLikeRegexp('CIS')),
    });
  });

  it('gives parameters to the rules that take some, as text, and none to the others', () => {
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'ACCESS_KEYS_ROTATED' }, InputParameters: { maxAccessKeyAge: '90' },
    });
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'EFS_ENCRYPTED_CHECK' }, InputParameters: Match.absent(),
    });
  });
});
