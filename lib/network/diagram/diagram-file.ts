import * as fs from 'fs';
import * as path from 'path';
import { attachCustomSynthesis, Stack } from 'aws-cdk-lib';
import { NetworkDiagram } from '../network-diagram';
import { TieredVpc } from '../tiered-vpc';

/**
 * Has the picture of a network written beside the template of its stack when the app is synthesized: by then all flows are declared.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html
 */
export function drawAtSynthesis(vpc: TieredVpc): void {
  attachCustomSynthesis(vpc, {
    onSynthesize: ({ outdir }) => fs.writeFileSync(path.join(outdir, diagramFileName(vpc)), NetworkDiagram.of(vpc).toSvg()),
  });
}

/** The template's name, then the place of the network in the stack: `Network.Vpc.network.svg`. */
function diagramFileName(vpc: TieredVpc): string {
  const stack = Stack.of(vpc);
  const ids = vpc.node.scopes.slice(vpc.node.scopes.indexOf(stack) + 1).map(({ node }) => encodeURIComponent(node.id).replace(/\./g, '%2E'));
  return [stack.templateFile.replace(/(\.nested)?\.template\.(json|yaml)$/, ''), ...ids, 'network', 'svg'].join('.');
}
