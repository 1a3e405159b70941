import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
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
    const { artifactId } = build(app);
    return readFileSync(app.synth().getStackArtifact(artifactId).templateFullPath, 'utf8');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
