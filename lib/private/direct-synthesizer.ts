import * as fs from 'fs';
import * as path from 'path';
import { FileAssetSource, ISynthesisSession, LegacyStackSynthesizer } from 'aws-cdk-lib';
import { warn } from './warn';
import { yamlLength } from './yaml-length';

/** What AWS CloudFormation takes without a bucket to upload it to, in bytes. */
const MAX_BYTES = 51_200;

/** For templates that need no bucket, and a warning of those that do: the command line sends a template as YAML. */
export class DirectSynthesizer extends LegacyStackSynthesizer {
  protected override synthesizeTemplate(session: ISynthesisSession): FileAssetSource {
    const source = super.synthesizeTemplate(session);
    const stack = this.boundStack;
    const text = fs.readFileSync(path.join(session.assembly.outdir, stack.templateFile), 'utf8');
    // YAML is hardly ever twice as long.
    const bytes = text.length < MAX_BYTES / 2 ? 0 : yamlLength(JSON.parse(text));
    if (bytes > MAX_BYTES) {
      warn(stack, 'template-needs-bucket',
        `the template has about ${bytes} bytes as YAML, and AWS CloudFormation takes ${MAX_BYTES} without a bucket: `
        + 'run npx cdk bootstrap once for the account and region of this stack');
    }
    return source;
  }
}
