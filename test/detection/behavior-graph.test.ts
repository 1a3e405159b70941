import { BehaviorGraph } from '../../lib/detection/behavior-graph';
import { synthesize } from '../support';

describe('BehaviorGraph', () => {
  it('is a graph of the account alone', () => {
    const template = synthesize((stack) => {
      expect(stack.resolve(new BehaviorGraph(stack, 'Graph').graphArn)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    });
    const [graph] = Object.values(template.findResources('AWS::Detective::Graph'));
    expect(graph.Properties).toBeUndefined();
  });
});
