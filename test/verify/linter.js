/** A linter that we did not write, over every template. */
const fs = require('fs');
const path = require('path');
const { Finding, WORK, installPython, program, run } = require('./tools');

const CFN_LINT = '1.58.0';
const LINTER = program('venv', 'cfn-lint');
/** For templates that go to whatever region they are deployed to: the one with most services, and one more. */
const ANY_REGION = ['us-east-1', 'eu-central-1'];

function installLinter() {
  return installPython(LINTER, 'cfn-lint', CFN_LINT, 'cfn-lint');
}

/** What the linter says about templates. */
function lint(files, regions) {
  // The exit code adds up what was found: 2 errors, 4 warnings, 8 remarks.
  const said = run(LINTER, ['--format', 'json', '--regions', ...regions, '--template', ...files], {
    accept: [0, 2, 4, 6, 8, 10, 12, 14],
  });
  return JSON.parse(said || '[]').map((match) => ({
    rule: match.Rule.Id, file: match.Filename, path: match.Location.Path?.join('/') ?? '', message: match.Message,
  }));
}

function lintAll(templates) {
  if (templates.length === 0) {
    throw new Finding('there is no template to lint');
  }
  const regions = [...new Set(templates.map((template) => template.region))];
  const matches = regions.flatMap((region) => lint(
    templates.filter((template) => template.region === region).map((template) => template.file),
    region === undefined ? ANY_REGION : [region],
  )).sort((a, b) => a.rule.localeCompare(b.rule));
  const errors = matches.filter(({ rule }) => rule.startsWith('E'));
  const files = new Map();
  for (const { rule, path: at, message, file } of matches) {
    const said = `${rule} ${at}: ${message}`;
    files.set(said, [...files.get(said) ?? [], path.relative(WORK, file)]);
  }
  const told = [...files].map(([said, [first, ...others]]) =>
    `\n        ${said}\n          in ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`).join('');
  const where = regions.map((region) => region ?? `any region (${ANY_REGION.join(', ')})`).join(', ');
  const summary = `${templates.length} templates for ${where}: ${errors.length} errors, ${matches.length - errors.length} warnings${told}`;
  if (errors.length > 0) {
    throw new Finding(summary);
  }
  return summary;
}

/** A check that cannot fail proves nothing. */
function lintBroken() {
  const file = path.join(WORK, 'broken.template.json');
  fs.writeFileSync(file, JSON.stringify({
    Resources: { Broken: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Sometimes' } } } },
  }));
  const errors = lint([file], ANY_REGION).filter(({ rule, path: at }) => rule.startsWith('E') && at.startsWith('Resources/Broken/'));
  if (errors.length === 0) {
    throw new Finding('the linter accepts a template that AWS CloudFormation would refuse');
  }
  return `it refuses a broken template: ${errors[0].rule} ${errors[0].message}`;
}

module.exports = { installLinter, lintAll, lintBroken };
