import { OrganizationAccessAnalyzer } from '../../lib/organization/organization-access-analyzer';
import { synthesize } from '../support';

describe('the analyzer of external access to an organization', () => {
  it('takes the organization as what is inside, and looks at all of it', () => {
    const template = synthesize((stack) => {
      new OrganizationAccessAnalyzer(stack, 'Analyzer');
    });
    expect(Object.values(template.findResources('AWS::AccessAnalyzer::Analyzer')).map(({ Properties }) => Properties as unknown)).toEqual([
      { Type: 'ORGANIZATION', AnalyzerName: 'secure-baseline-organization-external-access' },
    ]);
  });
});
