// PouchDB behind HTTP, as a desk's peer would be: node pouchdb_server.js FOLDER; says its port on a line. NODE_PATH leads to
// the packages that bench/pouchdb.py has installed.
const path = require('path');
const folder = process.argv[2];
require('fs').mkdirSync(folder, { recursive: true });
process.chdir(folder);
const PouchDB = require('pouchdb').defaults({ prefix: folder + path.sep });
const settings = { mode: 'minimumForPouchDB', logPath: path.join(folder, 'log.txt'), configPath: path.join(folder, 'config.json') };
const app = require('express')();
app.use('/', require('express-pouchdb')(PouchDB, settings));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
