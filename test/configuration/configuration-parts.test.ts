import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConfigurationScope, RecordedTypes, RulePack } from '../../lib';
import { ConfigurationProps } from '../../lib/configuration/configuration-domain';
import { placeRecorder, placeRemediation, placeRules } from '../../lib/configuration/configuration-parts';
import { warningsOf } from '../support';

/** All parts in stacks of their own, as front doors and templates for member accounts place them. */
function placed(props: ConfigurationProps, scope?: ConfigurationScope) {
  const app = new App();
  const [record, judged, mended] = ['Record', 'Rules', 'Remedies'].map((id) => new Stack(app, id));
  const recorder = placeRecorder(record, props, 'archive', scope);
  const rules = placeRules(judged, props, recorder);
  placeRemediation(mended, props, rules, {});
  return { rules, record, judged, mended };
}

const remedied = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Config::RemediationConfiguration'))
  .map(({ Properties }) => Properties.ConfigRuleName as string);

describe('the parts of a record of configuration', () => {
  it('judge what is recorded, and mend what they find, as far as there is a remedy', () => {
    const { rules, judged, mended } = placed({ pack: RulePack.essential() });
    const names = Object.values(Template.fromStack(judged).findResources('AWS::Config::ConfigRule')).map(({ Properties }) => Properties.ConfigRuleName as string);

    expect(names).toHaveLength(rules.ruleIdentifiers.length);
    expect(remedied(mended)).toContain('secure-baseline-incoming-ssh-disabled');
    expect(remedied(mended).filter((name) => !names.includes(name))).toEqual([]);
    expect(judged.dependencies.map(({ stackName }) => stackName)).toEqual(['Record']);
  });

  it('leave out what exists once for all regions in a further one', () => {
    const [home, further] = [ConfigurationScope.HOME_REGION, ConfigurationScope.FURTHER_REGION].map((scope) => placed({ pack: RulePack.essential() }, scope));

    expect(home.rules.ruleIdentifiers).toContain('IAM_USER_UNUSED_CREDENTIALS_CHECK');
    expect(further.rules.ruleIdentifiers).not.toContain('IAM_USER_UNUSED_CREDENTIALS_CHECK');
    expect(remedied(home.mended)).toContain('secure-baseline-iam-user-unused-credentials-check');
    expect(remedied(further.mended)).not.toContain('secure-baseline-iam-user-unused-credentials-check');
  });

  it('leave out a remedy that would look up what is not recorded, and say so', () => {
    const { mended } = placed({
      pack: RulePack.essential(), recordedTypes: RecordedTypes.allExcept(['AWS::IAM::User']),
      omissions: [{ identifier: 'IAM_USER_NO_POLICIES_CHECK', reason: 'there are none' }],
    });

    expect(remedied(mended)).not.toContain('secure-baseline-iam-user-unused-credentials-check');
    expect(warningsOf(mended)).toEqual([expect.stringMatching(/looks up AWS::IAM::User, and that is not recorded.*remedy-unrecorded-IAM_USER_UNUSED_CREDENTIALS_CHECK/)]);
  });
});
