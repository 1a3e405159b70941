/** Which functions templates have, by a name that is the same wherever they stand: so that none goes unnoticed by the emulator. */
const fs = require('fs');
const path = require('path');
const { resolve } = require('./resolve');

const NAMES = {
  // Its logical id is that of a VPC.
  'Custom::AccountSetting': (id) => id.replace(/^\w+(?=DefaultSecurityGroup(In|E)gress$)/, 'Vpc'),
  'Custom::AdoptedService': (id) => id.replace(/^.*(Adopted[A-Za-z]+?)[0-9A-F]{8}$/, '$1'),
  'Custom::AwsManagedId': (_, { Lookup }) => `AwsManagedId of ${JSON.parse(resolve(Lookup, {})).service}`,
  'Custom::DefaultVpcRemoval': (id) => id,
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
    { file, what, isShown: (name) => name === what }
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
  return [
    ...types.map((what) => ({ file, what, isShown: () => what in NAMES })),
    ...names.map((what) => ({ file, what, isShown: (name) => new RegExp(`^${what}$`).test(name) })),
  ];
}

module.exports = { functionsOf, toBeShown };
