/** The emulated account, and what values of a template are in it. */
const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';
const PSEUDO = { 'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' };
/** Operations that change nothing. */
const READS = /^(BatchGet|Get|List|Describe)/;

/** A value of a template, with attributes of other resources put in by name. */
function resolve(value, attributes) {
  return typeof value !== 'object' || value === null ? value
    : Array.isArray(value) ? value.map((each) => resolve(each, attributes))
    : value['Fn::Join'] ? value['Fn::Join'][1].map((each) => resolve(each, attributes)).join(value['Fn::Join'][0])
    : value['Fn::GetAtt'] ? attributes[value['Fn::GetAtt'].join('.')] ?? value['Fn::GetAtt'].join('.')
    : value.Ref ? PSEUDO[value.Ref] ?? value.Ref
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, attributes)]));
}

module.exports = { ACCOUNT, READS, REGION, resolve };
