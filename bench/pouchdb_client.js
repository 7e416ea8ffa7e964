// One round of replication: node pouchdb_client.js PORT FOLDER DOCUMENTS.ndjson; prints milliseconds as one line of JSON.
// The documents are in the local database before the clock starts, as ours are in the journal.
const [port, folder, file] = process.argv.slice(2);
const fs = require('fs');
const PouchDB = require('pouchdb');
fs.mkdirSync(folder, { recursive: true });
const options = { batch_size: 500, batches_limit: 10 };

async function timed(work, documents) {
  const start = performance.now();
  const result = await work();
  if (result.docs_written !== documents) throw Error(JSON.stringify(result));
  return performance.now() - start;
}

async function main() {
  const documents = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const name = `round${process.pid}`;
  const url = `http://127.0.0.1:${port}/${name}`;
  const here = new PouchDB(`${folder}/${name}-here`);
  const there = new PouchDB(`${folder}/${name}-there`);
  for (let i = 0; i < documents.length; i += 500) await here.bulkDocs(documents.slice(i, i + 500));
  const up = () => PouchDB.replicate(here, url, options);
  const down = () => PouchDB.replicate(url, there, options);
  const found = { push: await timed(up, documents.length), pull: await timed(down, documents.length) };
  found.nothing_push = [];
  found.nothing_pull = [];
  for (let i = 0; i < 10; i++) {
    found.nothing_push.push(await timed(up, 0));
    found.nothing_pull.push(await timed(down, 0));
  }
  console.log(JSON.stringify(found));
  process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
