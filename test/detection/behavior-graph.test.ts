import { Stack } from 'aws-cdk-lib';
import { BehaviorGraph, BehaviorGraphProps } from '../../lib/detection/behavior-graph';
import { ServiceAdoption } from '../../lib/service-adoption';
import { adoption, isAdopted, isAdoptedOrMade } from '../private/adoption-life';
import { problemsOf, synthesize, warningsOf } from '../support';

const make = (props?: BehaviorGraphProps) => (stack: Stack) => new BehaviorGraph(stack, 'Graph', props);

describe('BehaviorGraph', () => {
  it('is a graph of the account alone', () => {
    const template = synthesize((stack) => {
      expect(stack.resolve(make()(stack).graphArn)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    });
    const [graph] = Object.values(template.findResources('AWS::Detective::Graph'));
    expect(graph.Properties).toBeUndefined();
  });

  it('is left alone for a reason, which synthesis warns of', () => {
    const template = synthesize((stack) => {
      expect(make({ graphAdoption: ServiceAdoption.skip('the audit account has one') })(stack).graphArn).toBeUndefined();
      expect(warningsOf(stack)).toEqual([expect.stringContaining('left alone: the audit account has one')]);
    });
    expect(template.toJSON()).not.toHaveProperty('Resources');
  });

  it('refuses a choice that is none', () => {
    expect(problemsOf(make({ graphAdoption: ServiceAdoption.skip(' ') }))).toEqual([expect.stringMatching(/^- graphAdoption: got " "; allowed is a reason/)]);
  });

  describe('where there is one already', () => {
    const adopt = make({ graphAdoption: ServiceAdoption.adopt() });
    const arn = 'arn:aws:detective:eu-central-1:111122223333:graph:0123456789abcdef0123456789abcdef';

    isAdopted({
      declaration: adoption(adopt), id: arn, operations: ({ state }) => ({ ListGraphs: () => ({ GraphList: [state] }) }),
      none: { ListGraphs: () => ({ GraphList: [] }) },
      // There is nothing to add to a graph.
      partial: { Arn: arn }, complete: { Arn: arn },
    });

    describe('or made', () => {
      isAdoptedOrMade({
        declaration: adoption(make({ graphAdoption: ServiceAdoption.adoptOrCreate() })), id: arn, operations: (account) => ({ ListGraphs: () => ({ GraphList: [account.state] }) }),
        none: { ListGraphs: () => ({ GraphList: [] }) }, command: 'CreateGraph', make: () => ({ Arn: arn }), made: { Arn: arn }, partial: { Arn: arn }, complete: { Arn: arn },
      });
    });

    it('is none of AWS CloudFormation', () => {
      synthesize(adopt).resourceCountIs('AWS::Detective::Graph', 0);
    });
  });
});
