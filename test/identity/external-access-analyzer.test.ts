import { Stack } from 'aws-cdk-lib';
import { ExternalAccessAnalyzer, ExternalAccessAnalyzerProps } from '../../lib/identity/external-access-analyzer';
import { ServiceAdoption } from '../../lib/service-adoption';
import { adoption, isAdopted, isAdoptedOrMade } from '../private/adoption-life';
import { problemsOf, synthesize, warningsOf } from '../support';

const make = (props?: ExternalAccessAnalyzerProps) => (stack: Stack) => new ExternalAccessAnalyzer(stack, 'Analyzer', props);

describe('ExternalAccessAnalyzer', () => {
  it('looks for access from outside the account', () => {
    synthesize(make()).hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT', AnalyzerName: 'secure-baseline-external-access' });
  });

  it('is left alone for a reason, which synthesis warns of', () => {
    const template = synthesize((stack) => {
      expect(make({ analyzerAdoption: ServiceAdoption.skip('the organization has one') })(stack).analyzerArn).toBeUndefined();
      expect(warningsOf(stack)).toEqual([expect.stringContaining('left alone: the organization has one')]);
    });
    expect(template.toJSON()).not.toHaveProperty('Resources');
  });

  it('refuses a choice that is none', () => {
    expect(problemsOf(make({ analyzerAdoption: 'adopt' as never }))).toEqual([expect.stringMatching(/^- analyzerAdoption: got "adopt"; allowed is ServiceAdoption/)]);
  });

  describe('where there is one already', () => {
    const adopt = make({ analyzerAdoption: ServiceAdoption.adopt() });
    const arn = 'arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/ConsoleAnalyzer-1';
    const list = (found: object[]) => ({ type }: { type?: unknown }) => ({ analyzers: type === 'ACCOUNT' ? found : [{ arn: 'that of the organization' }] });

    isAdopted({
      declaration: adoption(adopt), id: arn, operations: ({ state }) => ({ ListAnalyzers: list([state]) }), none: { ListAnalyzers: list([]) },
      // There is nothing to add to an analyzer.
      partial: { arn }, complete: { arn },
    });

    describe('or made', () => {
      isAdoptedOrMade({
        declaration: adoption(make({ analyzerAdoption: ServiceAdoption.adoptOrCreate() })), id: arn,
        operations: (account) => ({ ListAnalyzers: (input) => list([account.state])(input) }), none: { ListAnalyzers: list([]) },
        command: 'CreateAnalyzer', make: (input) => ({ ...input, arn }), made: { analyzerName: 'secure-baseline-external-access', type: 'ACCOUNT', arn },
        partial: { arn }, complete: { arn },
      });
    });

    it('is none of AWS CloudFormation', () => {
      synthesize(adopt).resourceCountIs('AWS::AccessAnalyzer::Analyzer', 0);
    });
  });
});
