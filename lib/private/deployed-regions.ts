import { Aws, CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const CONTEXT = 'cdk-secure-baseline:regions';

/** Says which regions a template is for that is the same in all of them. Before anything stands in the scope. */
export function deployTo(scope: IConstruct, regions: readonly string[]): void {
  scope.node.setContext(CONTEXT, regions);
}

/** The regions a construct is deployed to: that of its stack, or those of the stack set that its template is of. None where synthesis cannot know. */
export function regionsOf(construct: IConstruct): readonly string[] {
  const { region } = Stack.of(construct);
  return Token.isUnresolved(region) ? (construct.node.tryGetContext(CONTEXT) as string[] | undefined) ?? [] : [region];
}

/** Which of a construct's regions lack something. */
export interface Lack {
  readonly regions: readonly string[];
  /** Whether that is all of them. */
  readonly everywhere: boolean;
}

export function lackOf(construct: IConstruct, lacks: (region: string) => boolean): Lack {
  const all = regionsOf(construct);
  const regions = all.filter(lacks);
  return { regions, everywhere: regions.length > 0 && regions.length === all.length };
}

/** A condition that holds outside some regions; none for no region. One for the same regions in a stack. */
export function outside(construct: IConstruct, regions: readonly string[]): CfnCondition | undefined {
  if (regions.length === 0) {
    return undefined;
  }
  const stack = Stack.of(construct);
  const names = [...regions].sort();
  const id = `Outside-${names.join('-')}`;
  const known = stack.node.tryFindChild(id) as CfnCondition | undefined;
  if (known) {
    return known;
  }
  const number = stack.node.children.filter((child) => child instanceof CfnCondition).length + 1;
  const condition = new CfnCondition(stack, id, {
    expression: Fn.conditionNot(Fn.conditionOr(...names.map((region) => Fn.conditionEquals(Aws.REGION, region)))),
  });
  // Short: it stands at each resource that needs it.
  condition.overrideLogicalId(`Outside${number}`);
  return condition;
}
