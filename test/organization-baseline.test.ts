import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Guardrail, OrganizationBaseline, OrganizationBaselineProps, OrganizationRoot } from '../lib';

function organization(props?: OrganizationBaselineProps): { app: App; made: OrganizationBaseline; templates: Record<string, Template> } {
  const app = new App();
  const made = new OrganizationBaseline(app, 'Organization', props);
  const stacks = app.node.findAll().filter(Stack.isStack);
  return { app, made, templates: Object.fromEntries(stacks.map((stack) => [stack.node.id, Template.fromStack(stack)])) };
}

describe('an organization baseline', () => {
  test('makes an organization with all features, kept when its stack goes, and binds its root', () => {
    const { templates } = organization();

    templates.Organization.hasResource('AWS::Organizations::Organization', { DeletionPolicy: 'Retain', Properties: { FeatureSet: 'ALL' } });
    templates.Guardrails.resourceCountIs('AWS::Organizations::Policy', 1);
    expect(JSON.stringify(templates.Guardrails.toJSON())).toContain('Fn::ImportValue');
  });

  test('binds the root of an organization that exists, and makes none', () => {
    const { templates, made } = organization({ organization: OrganizationRoot.existing('r-a1b2') });

    expect(Object.keys(templates)).toEqual(['Guardrails']);
    expect(made.rootId).toBe('r-a1b2');
    templates.Guardrails.hasResourceProperties('AWS::Organizations::Policy', { Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-a1b2'] });
  });

  test('deploys where AWS Organizations lives', () => {
    expect(organization({ managementAccount: '111122223333' }).app.node.findAll().filter(Stack.isStack).map(({ environment }) => environment))
      .toEqual(['aws://111122223333/us-east-1', 'aws://111122223333/us-east-1']);
  });

  test('refuses what AWS would not accept, all of it at once', () => {
    expect(() => organization({
      organization: OrganizationRoot.existing('root'),
      managementAccount: '1',
      guardrails: [Guardrail.allowedRegions(['mars-1']), Guardrail.allowedRegions([])],
    })).toThrow(/has 5 problems:\n.*organization: got "root"(.|\n)*managementAccount: got "1"(.|\n)*guardrails\[1\]: got "allowed-regions"(.|\n)*mars-1(.|\n)*a list of 0/);
  });
});
