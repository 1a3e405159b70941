/** What answers of services look like on the line. */

/** An answer of the emulator by which it says that it does not know the operation. */
function isUnknown({ status, said }) {
  return [404, 405, 500, 501].includes(status) && !/<Code>|"__type"|"[Mm]essage"/.test(said);
}

/** Services that take the fields of a form and answer in XML. */
const QUERY = ['cloudformation', 'ec2', 'iam'];

const xml = (value) => typeof value !== 'object' ? String(value) : Array.isArray(value) ? value.map((each) => `<member>${xml(each)}</member>`).join('') : Object.entries(value).map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`).join('');

/** An answer in the form of the protocol that the service has. */
function sendFields(response, { service, name }, fields) {
  response.writeHead(200, { 'content-type': QUERY.includes(service) ? 'text/xml' : 'application/json' });
  response.end(service === 'ec2' ? `<${name}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>${xml(fields)}</${name}Response>`
    : QUERY.includes(service) ? `<${name}Response><${name}Result>${xml(fields)}</${name}Result></${name}Response>` : JSON.stringify(fields));
}

/** An error that the SDK does not try again, in the form of the protocol that the service has. */
function sendError(response, { service }, code, message) {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const json = ![...QUERY, 's3'].includes(service);
  response.writeHead(400, { 'content-type': json ? 'application/json' : 'text/xml', 'x-amzn-errortype': code });
  response.end(json ? JSON.stringify({ message }) : service === 'ec2' ? `<Response><Errors>${error}</Errors></Response>` : `<ErrorResponse>${error}</ErrorResponse>`);
}

module.exports = { QUERY, isUnknown, sendError, sendFields };
