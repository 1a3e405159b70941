import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { Annotations, App, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The template of a stack as it stands, synthesized apart from the app of a scope, so that the command line does not take it for one to deploy.
 *
 * Not validated: a stack set holds nothing that the front doors do not hold too.
 */
export function templateText(scope: IConstruct, build: (app: App) => Stack): string {
  const outdir = mkdtempSync(join(Stage.of(scope)!.outdir, 'stack-set-'));
  try {
    const app = new App({
      outdir, autoSynth: false, analyticsReporting: false, treeMetadata: false, builtinCloudFormationValidation: false,
      context: scope.node.root.node.getAllContext() as Record<string, unknown>,
    });
    const stack = build(app);
    const text = readFileSync(app.synth().getStackArtifact(stack.artifactId).templateFullPath, 'utf8');
    passOnWarnings(stack, scope);
    return text;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Nobody looks at the app of the template: what it warns of is loosened all the same. */
function passOnWarnings(stack: Stack, scope: IConstruct): void {
  for (const { type, data } of stack.node.findAll().flatMap(({ node }) => node.metadata)) {
    const [, message, id] = type === 'aws:cdk:warning' ? /^(.*) \[ack: ([^\]]+)\]$/s.exec(String(data)) ?? [] : [];
    if (id !== undefined) {
      Annotations.of(scope).addWarningV2(id, message);
    }
  }
}
