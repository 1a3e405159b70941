import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { UnusedAccessAnalyzer } from '../../lib';
import { OrganizationAccessAnalyzer } from '../../lib/organization/organization-access-analyzer';
import { OrganizationUnusedAccessAnalyzer, OrganizationUnusedAccessAnalyzerProps } from '../../lib/organization/organization-unused-access-analyzer';
import { problemsOf, synthesize } from '../support';

const analyzer = (props?: OrganizationUnusedAccessAnalyzerProps) => synthesize((stack) => {
  new OrganizationUnusedAccessAnalyzer(stack, 'Unused', props);
}).findResources('AWS::AccessAnalyzer::Analyzer');
const refusals = (props: OrganizationUnusedAccessAnalyzerProps) => problemsOf((stack) => new OrganizationUnusedAccessAnalyzer(stack, 'Unused', props));
const warnings = (props?: OrganizationUnusedAccessAnalyzerProps) => {
  const stack = new Stack(new App(), 'Test');
  new OrganizationUnusedAccessAnalyzer(stack, 'Unused', props);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
};

describe('the analyzer of unused access in an organization', () => {
  it('reports what was not used for ninety days, in every account', () => {
    expect(Object.values(analyzer()).map(({ Properties }) => Properties as unknown)).toEqual([{
      Type: 'ORGANIZATION_UNUSED_ACCESS',
      AnalyzerName: 'secure-baseline-organization-unused-access',
      AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90 } },
    }]);
    expect(warnings()).toEqual([]);
  });

  it('leaves accounts out that are named, and warns of it', () => {
    const props = { unusedAccessAge: Duration.days(30), excludedAccounts: ['222233334444', '333344445555'] };
    expect(Object.values(analyzer(props))[0].Properties.AnalyzerConfiguration).toEqual({
      UnusedAccessConfiguration: { UnusedAccessAge: 30, AnalysisRule: { Exclusions: [{ AccountIds: ['222233334444', '333344445555'] }] } },
    });
    expect(warnings(props)).toEqual([
      'unused access is not looked for in 2 accounts, which excludedAccounts names [ack: cdk-secure-baseline:unused-access-excluded]',
    ]);
  });

  it('has a name that no analyzer of the account beside it has', () => {
    const names = Object.values(synthesize((stack) => {
      new OrganizationAccessAnalyzer(stack, 'External');
      new OrganizationUnusedAccessAnalyzer(stack, 'Unused');
      new UnusedAccessAnalyzer(stack, 'Own');
    }).findResources('AWS::AccessAnalyzer::Analyzer')).map(({ Properties }) => Properties.AnalyzerName as string);
    expect(new Set(names).size).toBe(3);
  });

  it('refuses ages out of range, and accounts that are none, twice or too many', () => {
    expect(refusals({ unusedAccessAge: Duration.days(366), excludedAccounts: ['1', '222233334444', '222233334444'] })).toEqual([
      '- unusedAccessAge: got 366; allowed is a whole number from 1 to 365 days; pass a Duration of so many days',
      expect.stringMatching(/^- excludedAccounts\[0\]: got "1"; allowed is the 12 digits of an AWS account/),
      '- excludedAccounts[2]: got "222233334444"; allowed is each value once; name each account once',
    ]);
    expect(refusals({ excludedAccounts: [] })).toEqual([
      '- excludedAccounts: got 0; allowed is a whole number from 1 to 2000; leave it out to have every account looked at',
    ]);
    expect(refusals({ excludedAccounts: Array.from({ length: 2001 }, (_, index) => String(200000000000 + index)) })).toHaveLength(1);
    expect(refusals({ unusedAccessAge: Duration.days(1) })).toEqual([]);
  });
});
