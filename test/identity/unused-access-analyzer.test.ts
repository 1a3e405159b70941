import { Duration } from 'aws-cdk-lib';
import { UnusedAccessAnalyzer } from '../../lib';
import { problemsOf, synthesize } from '../support';

describe('the analyzer of unused access', () => {
  test('reports what was not used for ninety days', () => {
    synthesize((stack) => new UnusedAccessAnalyzer(stack, 'Unused')).hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
      Type: 'ACCOUNT_UNUSED_ACCESS', AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90 } },
    });
  });

  test.each([[0, 1], [1, 0], [365, 0], [366, 1]])('judges an age of %i days', (days, problems) => {
    expect(problemsOf((stack) => new UnusedAccessAnalyzer(stack, 'Unused', { unusedAccessAge: Duration.days(days) }))).toHaveLength(problems);
  });
});
