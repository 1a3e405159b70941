/** Which functions templates have, by a name that is the same wherever they stand: so that none goes unnoticed by the emulator. */
const fs = require('fs');
const path = require('path');
const { READS, resolve } = require('./resolve');

const told = (text) => JSON.parse(resolve(text, {}));
/** Operations that change something, each once, with their service. */
const operations = (calls) => [...new Set(calls.map(({ service, command }) => `${service}:${command}`))].join(' + ');

const NAMES = {
  // Its logical id is that of a VPC.
  'Custom::AccountSetting': (id) => id.replace(/^\w+(?=DefaultSecurityGroup(In|E)gress$)/, 'Vpc'),
  'Custom::AdoptedService': (id) => id.replace(/^.*(Adopted[A-Za-z]+?)[0-9A-F]{8}$/, '$1'),
  'Custom::AwsManagedId': (_, { Lookup }) => `AwsManagedId of ${told(Lookup).service}`,
  'Custom::DefaultVpcRemoval': (id) => id,
  'Custom::OrganizationMembers': (_, { Members }) => {
    const { service, add, on } = told(Members);
    return operations([add, ...on ? [on] : []].map(({ command }) => ({ service, command })));
  },
  'Custom::OrganizationSwitches': (_, { Switches }) => operations(told(Switches).map(({ enable }) => enable)),
};

/** Name and logical id of each custom resource of a template; functions that serve none of them are there by their own id. */
function functionsOf({ Resources: resources }) {
  const custom = Object.entries(resources).filter(([, { Type }]) => /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(Type));
  const serving = custom.map(([, { Properties }]) => Properties.ServiceToken['Fn::GetAtt']?.[0]);
  return new Map([
    ...custom.map(([id, { Type, Properties }]) => [NAMES[Type]?.(id, Properties) ?? `${Type} ${id}`, id]),
    ...Object.entries(resources).filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && !serving.includes(id)).map(([id]) => [`function ${id}`, id]),
  ]);
}

/**
 * What has to be shown to the emulator: `file` tells where it stands, `isShown` whether something of a name is it.
 *
 * @param templates - files of all templates there are
 * @param library - folder of the library: what no template happens to have is found there, by the names that it declares
 */
function toBeShown(templates, library) {
  const inTemplates = templates.flatMap((file) => [...functionsOf(JSON.parse(fs.readFileSync(file, 'utf8'))).keys()].map((what) => (
    // A stack may do less of the same.
    { file, what, isShown: (name) => what.split(' + ').every((part) => name.split(' + ').includes(part)) }
  )));
  const files = fs.readdirSync(library, { recursive: true }).map((name) => path.join(library, name)).filter((file) => file.endsWith('.ts'));
  return [...inTemplates, ...files.flatMap((file) => declaredIn(file, fs.readFileSync(file, 'utf8')))];
}

function declaredIn(file, text) {
  const types = text.includes('extends CustomResourceFunction') ? [...text.matchAll(/'(Custom::\w+)'/g)].map(([, type]) => type) : [];
  const names = [...text.matchAll(/\.(?:reach|adopt)\(this, \{/g)].map(({ index }) => {
    const [, plain, pieced] = /\b(?:name|logicalId): (?:'(\w+)'|`([^`]+)`)/.exec(text.slice(index)) ?? [];
    return plain ?? pieced?.replace(/\$\{[^}]*\}/g, '\\w+') ?? '';
  });
  const declared = text.includes('organization-switch-provider') ? [...text.matchAll(/\bcommand: (?:'(\w+)'|`([^`]+)`)/g)] : [];
  const operationNames = declared.map(([, plain, pieced]) => plain ?? pieced.replace(/\$\{[^}]*\}/g, '\\w+')).filter((name) => !READS.test(name));
  const services = [...text.matchAll(/\bservice: '(\w+)'/g)].map(([, service]) => service).join('|');
  return [
    ...operationNames.map((what) => ({ file, what, isShown: (name) => new RegExp(`(^| )(${services}):${what}( |$)`).test(name) })),
    ...types.map((what) => ({ file, what, isShown: () => what in NAMES })),
    ...names.map((what) => ({ file, what, isShown: (name) => new RegExp(`^${what}$`).test(name) })),
  ];
}

module.exports = { functionsOf, toBeShown };
